"""A bare workflow of our image job's shape, whose steps do nothing."""

from datetime import timedelta

from temporalio import activity, workflow

QUEUES = ("floor", "floor-providers", "floor-media")
LIMIT = timedelta(seconds=30)


@activity.defn
async def nothing(job_id: str) -> str:
    """Do nothing."""
    return job_id


@workflow.defn(name="floor")
class Floor:
    """moderate, reserve, route as local activities; submit, post-process, upload, settle as regular ones."""

    @workflow.run
    async def run(self, job_id: str) -> str:
        for _ in range(3):
            await workflow.execute_local_activity(nothing, job_id, start_to_close_timeout=LIMIT)
        for queue in ("floor-providers", "floor-media", "floor", "floor"):
            await workflow.execute_activity(
                nothing, job_id, task_queue=queue, start_to_close_timeout=LIMIT
            )
        return job_id
