"""What the retouching engines are made of: canvases, subjects and their edges, fills, looks."""
