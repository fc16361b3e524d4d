"""Pipelines in Python: a method a job type, results handed from step to step, the same graph that the API takes."""

from studio._graph import Item, Output, Outputs, Step, StepOptions, item
from studio._steps import Steps

__all__ = ["Item", "Output", "Outputs", "Pipeline", "Step", "StepOptions", "item"]


class Pipeline(Steps):
    """Several jobs as one durable graph.

        p = Pipeline("hello")
        film = p.video_generation(prompt="The sea at night", duration=5)
        speech = p.text_to_speech(text="The sea is calm tonight.")
        p.video_subtitles(video_url=film, transcript=speech.output("timings"))
        done = p.run(client)

    Steps that do not take anything from each other run side by side.
    """
