"""The fan-out's pure parts: shared reads, who is told what, what is left out for who is slow."""

import asyncio
from collections.abc import Iterable, Mapping

import pytest

from api.places import Places
from api.seen import ENDED_KEPT, Seen
from api.socket_messages import Subscribe, Unsubscribe, read_message
from domain.errors import ConcurrencyLimited, Unavailable, ValidationFailed
from events.followers import Follower, Followers
from events.frames import Frame, coalesced
from events.shared import Shared

JOB = f"job_{'0' * 26}"


def frame(version: int, status: str = "processing", name: str = JOB) -> Frame:
    return Frame("job", name, version, status, "2026-01-01T00:00:00.000Z", "{}")


async def test_who_asks_before_a_read_begins_shares_it_and_who_asks_later_does_not() -> None:
    shared, begun, may_end = Shared[int](), 0, asyncio.Event()

    async def read() -> int:
        nonlocal begun
        begun += 1
        mine = begun
        await may_end.wait()
        return mine

    first = [asyncio.create_task(shared.read("job", read)) for _ in range(50)]
    while not begun:
        await asyncio.sleep(0)
    late = asyncio.create_task(shared.read("job", read))
    while begun < 2:
        await asyncio.sleep(0)
    may_end.set()
    assert set(await asyncio.gather(*first)) == {1}
    assert await late == 2


async def test_who_hangs_up_takes_no_read_from_the_others() -> None:
    shared, may_end = Shared[int](), asyncio.Event()

    async def read() -> int:
        await may_end.wait()
        raise ValidationFailed("no")

    leaving, staying = (asyncio.create_task(shared.read("job", read)) for _ in range(2))
    await asyncio.sleep(0)
    leaving.cancel()
    may_end.set()
    with pytest.raises(ValidationFailed):
        await staying


async def test_a_users_follower_hears_of_the_users_jobs_alone_and_each_is_looked_up_once() -> None:
    asked: list[list[str]] = []

    async def owners(tenant_id: str, job_ids: Iterable[str]) -> Mapping[str, str]:
        asked.append([*job_ids])
        return {job_id: job_id.split("-")[0] for job_id in asked[-1] if job_id != "pipe"}

    followers, mine, named = Followers(owners), Follower(), Follower()
    followers.follow_user(mine, "t", "me")
    followers.follow(named, "t", ["you-1"])
    looking = asyncio.create_task(followers.run())
    for job_id, version in (("me-1", 4), ("you-1", 1), ("pipe", 0), ("me-1", 5)):
        followers.heard("t", job_id, version)
        followers.heard("another", job_id, version)
    await mine.bell.wait()
    assert mine.take() == ({"me-1": 4}, False)
    followers.heard("t", "me-1", 6)
    assert mine.take() == ({"me-1": 6}, False)
    assert named.take() == ({"you-1": 1}, False)
    assert asked == [["me-1", "you-1", "pipe"]]
    followers.missed()
    assert mine.take() == named.take() == ({}, True)
    followers.unfollow_user(mine, "t", "me")
    followers.unfollow(named, "t", ["you-1"])
    followers.heard("t", "me-1", 7)
    followers.heard("t", "you-1", 2)
    followers.missed()
    assert mine.take() == named.take() == ({}, False)
    looking.cancel()


def test_progress_that_was_overtaken_is_left_out_and_no_end_is() -> None:
    told = [frame(1), frame(2), frame(3, "failed"), frame(4, "queued"), frame(5)]
    assert [f.version for f in coalesced(told)] == [3, 5]
    assert [f.version for f in coalesced([*told, frame(6, "cancelled")])] == [3, 6]


def test_a_notice_that_comes_after_its_end_was_read_brings_nothing_again() -> None:
    seen = Seen()
    seen.all = True
    assert seen.after(JOB, 7) == 6
    seen.mark(frame(7))
    seen.mark(frame(8, "completed"))
    assert seen.open == {}
    assert seen.after(JOB, 8) == 8
    for number in range(ENDED_KEPT):
        seen.mark(frame(3, "failed", f"job_{number}"))
    assert seen.after(JOB, 9) == 8  # a retry, long after


def test_a_muted_job_is_heard_no_more_until_it_is_named_again() -> None:
    seen = Seen()
    seen.all = True
    seen.leave([JOB])
    assert seen.after(JOB, 3) is None
    seen.name(JOB, 3)
    assert seen.after(JOB, 9) == 3
    seen.leave_all()
    assert seen.after(JOB, 9) is None


def test_a_tenant_has_as_many_places_as_its_tier_allows_and_a_process_as_many_as_it_may() -> None:
    places = Places(3)
    with places.taken("a", 1), places.taken("b", 2), places.taken("b", 2):
        with pytest.raises(ConcurrencyLimited), places.taken("a", 1):
            raise AssertionError
        with pytest.raises(Unavailable), places.taken("c", 1):
            raise AssertionError
    with places.taken("a", 1), places.taken("c", 1):
        pass


def test_a_message_says_which_jobs_and_from_where() -> None:
    both = read_message(f'{{"action":"subscribe","jobIds":["{JOB}"],"since":{{"{JOB}":4}}}}')
    assert isinstance(both, Subscribe)
    assert both.wanted() == {JOB: 4}
    every = read_message('{"action":"subscribe"}')
    assert isinstance(every, Subscribe)
    assert every.wanted() is None
    assert isinstance(read_message('{"action":"unsubscribe"}'), Unsubscribe)


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        pytest.param(None, None, id="bytes"),
        pytest.param("", None, id="empty"),
        pytest.param("[" * 5_000, None, id="deep"),
        pytest.param("[]", "", id="no object"),
        pytest.param("{}", "", id="no action"),
        pytest.param('{"action":"publish"}', "", id="another action"),
        pytest.param('{"action":"subscribe","action":"subscribe"}', None, id="twice"),
        pytest.param('{"action":"subscribe","jobs":[]}', "/jobs", id="unknown field"),
        pytest.param('{"action":"subscribe","jobIds":"all"}', "/jobIds", id="no list"),
        pytest.param('{"action":"subscribe","jobIds":["x"]}', "/jobIds/0", id="no id"),
        pytest.param(f'{{"action":"subscribe","since":{{"{JOB}":-1}}}}', f"/since/{JOB}", id="below"),
        pytest.param(f'{{"action":"subscribe","since":{{"{JOB}":1e9}}}}', f"/since/{JOB}", id="float"),
        pytest.param('{"action":"subscribe","jobIds":["\ud800"]}', None, id="surrogate"),
    ],
)  # fmt: skip
def test_a_message_that_is_not_valid_is_refused_with_a_pointer(
    text: str | None, pointer: str | None
) -> None:
    with pytest.raises(ValidationFailed) as refused:
        read_message(text)
    if pointer is not None:
        assert refused.value.errors[0].pointer == pointer
