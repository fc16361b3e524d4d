/** Client of a Studio server. */

export { Handle, type JobBody, type JobPlace, type JobType, type Options, Studio, type SubmitOptions, type WaitOptions } from "./client.ts";
export { Damaged, NotDelivered, StudioError } from "./errors.ts";
export { type FollowOptions, isOver, type Snapshot } from "./following.ts";
export { JOB_PATHS } from "./job-paths.ts";
export type { AssetShown, Job, OutputFile, Pipeline, PipelineRequest, Plan, Problem } from "./schema.ts";
export type { components, operations, paths } from "./schema.ts";
export { type StudioEvent, verify, WebhookVerificationError } from "./webhooks.ts";
