"""The pipeline builder makes the graph that the API takes, and is never behind the job types."""

import json

import pytest

from domain.graph_check import checked
from domain.pipelines import PipelineRequest
from runtime import builder
from runtime.catalog import job_types
from runtime.numbers import load
from studio.pipelines import Pipeline, item
from tests.unit.test_graphs import stand_ins

TYPES = job_types(load(None))


def test_the_written_methods_are_what_the_job_types_say() -> None:
    found = {path.name: path.read_text() for path in builder.FOLDER.glob("*.py")}
    assert found == builder.pages()


def test_a_step_stands_for_the_output_that_fits() -> None:
    p = Pipeline("hello")
    film = p.video_generation(prompt="The sea", duration=5)
    speech = p.text_to_speech(text="Good evening.")
    p.video_subtitles(video_url=film, transcript=speech)
    assert p.body() == {
        "name": "hello",
        "onFailure": "cancel",
        "steps": [
            {"id": "video-generation", "type": "video-generation", "params": {"prompt": "The sea", "duration": 5}},
            {"id": "text-to-speech", "type": "text-to-speech", "params": {"text": "Good evening."}},
            {
                "id": "video-subtitles",
                "type": "video-subtitles",
                "params": {
                    "videoUrl": {"$ref": "video-generation.outputs[role=video]"},
                    "transcript": {"$ref": "text-to-speech.outputs[role=timings]"},
                },
            },
        ],
    }  # fmt: skip


def test_everything_that_a_step_may_say_is_right() -> None:
    p = Pipeline("all", on_failure="continue", max_credits=5_000, tags=["t"], metadata={"k": "v"})
    speech = p.text_to_speech(text="Good evening.", id="speech", deadline_seconds=60)
    films = p.video_generation(
        prompt=item["what"], for_each=[{"what": "a"}, {"what": "b"}], needs=[speech],
        allow_fallback=False, routing={"only": ["local"]},
    )  # fmt: skip
    p.video_subtitles(
        video_url=item,
        transcript=speech.output("timings"),
        for_each=films.outputs("video", most=2),
        when=speech.output("audio").fact("durationSeconds").less_than(30),
    )
    p.image_generation(prompt="instead", when=films.failed)
    p.image_generation(prompt="twice", when=speech.nth(1).exists)
    p.nft_mint(asset_url=speech, metadata={"name": "A greeting"})
    wanted = PipelineRequest.model_validate_json(json.dumps(p.body()))
    right = checked(wanted, TYPES, stand_ins())
    assert [step["id"] for step in p.steps][-2:] == ["image-generation-2", "nft-mint"]
    assert len(right.drafts) == 8


def test_a_step_that_makes_nothing_that_fits_is_refused_at_once() -> None:
    p = Pipeline("wrong")
    speech = p.text_to_speech(text="Good evening.")
    with pytest.raises(TypeError):
        p.video_subtitles(video_url=speech)
