// Written by `npm run generate` from docs/openapi.json: change that, not this.

export interface paths {
    "/studio/v1/jobs/{jobId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a job
         * @description Read a job. Cheap; with `If-None-Match` cheaper still.
         */
        get: operations["getJob"];
        put?: never;
        post?: never;
        /**
         * Purge a finished job's params and outputs
         * @description Purge a finished job's params and outputs; the money's record stays.
         */
        delete: operations["deleteJob"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List jobs, newest first
         * @description List jobs, newest first.
         */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/jobs/{jobId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a job at once and for good
         * @description Cancel a job at once and for good; the credits are back with the answer.
         */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/jobs/{jobId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a failed job again, with a new hold
         * @description Run a failed job again, with a new hold.
         */
        post: operations["retryJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/jobs/{jobId}/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a 60 s ticket for this job's event stream
         * @description Give a 60 s ticket for this job's event stream: a browser's EventSource sends no header.
         */
        post: operations["createJobTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/jobs/{jobId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a job
         * @description Follow a job: its snapshot at each version; `Last-Event-ID` resumes with nothing lost.
         */
        get: operations["followJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/pipelines/presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the presets whose job types are all there, and the tenant's own
         * @description List the presets whose job types are all there, and the tenant's own.
         */
        get: operations["listPresets"];
        put?: never;
        /**
         * Save a preset of the tenant's
         * @description Save a preset of the tenant's; it has to be right with its own example.
         */
        post: operations["createPreset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/pipelines/presets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a preset with parameters of its schema
         * @description Run a preset with parameters of its schema.
         */
        post: operations["runPreset"];
        /**
         * Delete a preset of the tenant's
         * @description Delete a preset of the tenant's; pipelines that it made stay.
         */
        delete: operations["deletePreset"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/pipelines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List pipelines, newest first
         * @description List pipelines, newest first.
         */
        get: operations["listPipelines"];
        put?: never;
        /**
         * Run several jobs as one graph
         * @description Run several jobs as one graph: all are held for, or none.
         */
        post: operations["submitPipeline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/pipelines/{pipelineId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a pipeline with its steps and their jobs
         * @description Read a pipeline with its steps and their jobs.
         */
        get: operations["getPipeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/pipelines/{pipelineId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a pipeline at once and for good
         * @description Cancel a pipeline at once and for good; what was not delivered is given back with the answer.
         */
        post: operations["cancelPipeline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/pipelines/{pipelineId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run what is unfinished of a failed pipeline
         * @description Run what is unfinished of a failed pipeline; what is done is kept, and not paid again.
         */
        post: operations["retryPipeline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/pipelines/{pipelineId}/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a 60 s ticket for this pipeline's event stream
         * @description Give a 60 s ticket for this pipeline's event stream: a browser's EventSource sends no header.
         */
        post: operations["createPipelineTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/pipelines/{pipelineId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a pipeline
         * @description Follow a pipeline: its snapshot at each version, and between them how its jobs go on (without an id).
         */
        get: operations["followPipeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/estimates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give price, time and provider plan of a job or a pipeline
         * @description Give price, time and provider plan of a job or a pipeline; nothing is stored or held.
         */
        post: operations["createEstimate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/audio/voices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the voices that some worker can speak with, by id
         * @description List the voices that some worker can speak with, by id.
         */
        get: operations["listVoices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/audio/voices/{voiceId}/preview.ogg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Hear a voice of the library
         * @description Hear a voice of the library: the signed url that its list gave.
         */
        get: operations["getVoicePreview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/audio/languages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the languages, with what each supports
         * @description List the languages, with what each supports.
         */
        get: operations["listLanguages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/music/genres": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the genres, moods and tempos that music can be asked in
         * @description List the genres, moods and tempos that music can be asked in.
         */
        get: operations["listGenres"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/social/platforms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the social platforms
         * @description List the social platforms: their formats, what each takes, and where that is written.
         */
        get: operations["listPlatforms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/providers/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell of each provider's ability
         * @description Tell of each provider's ability: status, latency, error rate, circuit, and where the verdict comes from.
         */
        get: operations["listProviderHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/providers/costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell what each vendor cost a job type, against what its jobs brought (operators)
         * @description Tell what each vendor cost a job type, against what its jobs brought (operators).
         */
        get: operations["listProviderCosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/providers/{provider}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave a provider alone until it is enabled, in every process, without a deploy (operators)
         * @description Leave a provider alone until it is enabled, in every process, without a deploy (operators).
         */
        post: operations["disableProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/providers/{provider}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Use a provider again (operators)
         * @description Use a provider again (operators).
         */
        post: operations["enableProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/hooks/{provider}/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a vendor's webhook
         * @description Take a vendor's webhook: signed as the vendor says, and heard once.
         */
        post: operations["receiveProviderWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/wallet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the balance
         * @description Read the balance: what can be spent, and what running jobs hold.
         */
        get: operations["getWallet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/wallet/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the statement, newest first
         * @description List the statement, newest first.
         */
        get: operations["listWalletEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/wallet/credits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a tenant credits
         * @description Give a tenant credits: operators, who name it by `x-tenant-id`. Repeats with the same key give once.
         */
        post: operations["giveCredits"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/wallet/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give back a settled charge, with its reason (operators)
         * @description Give back a settled charge, with its reason (operators).
         */
        post: operations["correctCharge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the month to date against the tier
         * @description Read the month to date against the tier.
         */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep a file
         * @description Keep a file: its bytes are the body, whatever type they say. It is probed, and refused when it is no media.
         *
         *     A body of type `application/json`, `{"name": …}`, is answered with a url to `PUT` the bytes to, without a
         *     token, within an hour.
         */
        post: operations["createUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/uploads/{assetId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put the bytes of a presigned upload, once
         * @description Put the bytes of a presigned upload, once.
         */
        put: operations["putUpload"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/assets/{assetId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an asset's facts, with a fresh url
         * @description Read an asset's facts, with a fresh url.
         */
        get: operations["getAsset"];
        put?: never;
        post?: never;
        /**
         * Delete an asset
         * @description Delete an asset; refused while a job that is not over uses it.
         */
        delete: operations["deleteAsset"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/assets/{assetId}/content.{ext}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open a signed url
         * @description Open a signed url: ranges and conditional requests as players need them.
         */
        get: operations["getAssetContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the tenant's live keys, without their secrets
         * @description List the tenant's live keys, without their secrets.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Make a key that acts as its maker
         * @description Make a key that acts as its maker. The secret is in this answer and nowhere else.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/api-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a key at once
         * @description Revoke a key at once.
         */
        delete: operations["deleteApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/voice-models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the tenant's voice models, newest first
         * @description List the tenant's voice models, newest first.
         */
        get: operations["listVoiceModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/voice-models/{voiceModelId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a voice model, with what was found in its samples
         * @description Read a voice model, with what was found in its samples.
         */
        get: operations["getVoiceModel"];
        put?: never;
        post?: never;
        /**
         * Delete a voice model with its samples
         * @description Delete a voice model with its samples; its vendor is told until it has forgotten the voice.
         */
        delete: operations["deleteVoiceModel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/avatars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the tenant's avatars, newest first
         * @description List the tenant's avatars, newest first.
         */
        get: operations["listAvatars"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/avatars/{avatarModelId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an avatar, with urls of its model, its portrait and its preview
         * @description Read an avatar, with urls of its model, its portrait and its preview.
         */
        get: operations["getAvatar"];
        put?: never;
        post?: never;
        /**
         * Delete an avatar with its files, and the photo that it was made of
         * @description Delete an avatar with its files, and the photo that it was made of; films in which it speaks stay.
         */
        delete: operations["deleteAvatar"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the tenant's endpoints, without their secrets
         * @description List the tenant's endpoints, without their secrets.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Make an endpoint for the tenant's events
         * @description Make an endpoint for the tenant's events. The secret is in this answer and nowhere else.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/webhooks/{webhookId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an endpoint
         * @description Read an endpoint: where it points, how it is doing, and its public key.
         */
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        /**
         * Delete an endpoint with all that it is owed, and its log
         * @description Delete an endpoint with all that it is owed, and its log.
         */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /**
         * Change an endpoint, disable it, or resume it
         * @description Change an endpoint, disable it, or resume it; a field that is left out, or null, stays as it is.
         */
        patch: operations["updateWebhook"];
        trace?: never;
    };
    "/studio/v1/webhooks/{webhookId}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give an endpoint a new secret and key pair
         * @description Give an endpoint a new secret and key pair. For 24 hours events are signed with both, old and new.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/webhooks/{webhookId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an event that says nothing, of type `studio.webhook.test.v1`
         * @description Send an event that says nothing, of type `studio.webhook.test.v1`.
         */
        post: operations["sendWebhookTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/webhooks/{webhookId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an endpoint's delivery log, newest first
         * @description Read an endpoint's delivery log, newest first: each event, and how each try went.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/webhooks/deliveries/{deliveryId}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an event again at once, under the same `webhook-id`
         * @description Send an event again at once, under the same `webhook-id`. One that is on its way is only hurried.
         */
        post: operations["redeliverWebhookEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/webhooks/{webhookId}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send again what an endpoint was owed in a span of time, up to 10,000 events, oldest first
         * @description Send again what an endpoint was owed in a span of time, up to 10,000 events, oldest first.
         */
        post: operations["redeliverWebhookEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the templates, newest first
         * @description List the templates, newest first; with a token also the tenant's own.
         */
        get: operations["listTemplates"];
        put?: never;
        /**
         * Make a template of the tenant's own, at no price beside the render's
         * @description Make a template of the tenant's own, at no price beside the render's. Role organizer or admin.
         *
         *     It is set once with its example before it is kept: what does not compile is refused, with the place.
         */
        post: operations["createTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/templates/{templateId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a template, with the JSON Schema of its `data` and an example of it
         * @description Read a template, with the JSON Schema of its `data` and an example of it.
         */
        get: operations["getTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Make the next version of a template of the tenant's own
         * @description Make the next version of a template of the tenant's own; renders under way keep theirs.
         */
        patch: operations["updateTemplate"];
        trace?: never;
    };
    "/studio/v1/templates/{templateId}/preview.webp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See a template
         * @description See a template: the url that its list gave. A tenant's own is signed.
         */
        get: operations["getTemplatePreview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/nft/mints/{mintId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a mint
         * @description Read a mint: contract, token, transaction, and how many blocks confirm it.
         */
        get: operations["getMint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/nft/mints/{mintId}/files/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open what a token points to, without a token and for ever
         * @description Open what a token points to, without a token and for ever: a chain is read by everyone.
         */
        get: operations["getMintFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/graphql": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer a query
         * @description Answer a query. A request that is refused whole has the status that REST would give.
         */
        post: operations["queryGraphql"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/avatars/animate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let an avatar speak
         * @description Ask for a talking avatar. `duration` in seconds.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitAvatarAnimation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/avatars/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make an avatar of a photo or a description
         * @description Ask for an avatar. `sourceData` is a photo of one person, or words about one.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitAvatarGeneration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/images/remove-background": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cut a picture's subject out
         * @description Ask for a subject without its background.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitBackgroundRemoval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/audio/generate-speech": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Speak a text in a voice of your own
         * @description Ask for speech in a voice model. `speed` 1 is the voice's own.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitCustomSpeech"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/images/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make pictures from a prompt
         * @description Ask for pictures. Sides in pixels.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitImageGeneration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/images/inpaint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace a part of a picture
         * @description Ask for a part of a picture to be replaced.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitImageInpaint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/images/outpaint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Continue a picture beyond its edges
         * @description Ask for more of a picture: so many pixels a side, or a ratio of its sides.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitImageOutpaint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/videos/image-to-video": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring a picture to life
         * @description Ask for a video that begins with a picture. `duration` in seconds.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitImageToVideo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/images/transform": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Transform a picture
         * @description Ask for a picture to be transformed.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitImageTransform"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/images/upscale": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enlarge a picture
         * @description Ask for a larger picture.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitImageUpscale"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/images/variations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make variations of a picture
         * @description Ask for variations of a picture.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitImageVariations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/music/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a piece longer
         * @description Ask for more of a piece. `duration`: the seconds that are added.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitMusicExtension"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/music/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make music
         * @description Ask for music. `duration` in seconds; what is not named is read from the prompt, or chosen.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitMusicGeneration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/nft/mint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mint a token of an output
         * @description Ask for a token. Its `metadata` is what the token says of itself, not the job's own.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitNftMint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/social/variants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Fit a picture or a video to social platforms
         * @description Ask for a picture or a video as platforms want it.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitSocialVariants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/audio/sound-effects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a sound effect
         * @description Ask for a sound. `duration` in seconds; `loop`: its end meets its beginning.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitSoundEffects"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/templates/{templateId}/render": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Fill a template with data
         * @description Ask for a template filled with data.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitTemplateRender"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/audio/text-to-speech": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Speak a text
         * @description Ask for speech. `speed` 1 is the voice's own.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitTextToSpeech"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/videos/clips": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cut the best moments out of a video
         * @description Ask for clips. `targetDuration` in seconds: none is longer.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitVideoClips"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/videos/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a video from a prompt
         * @description Ask for a video. `duration` in seconds.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitVideoGeneration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/videos/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put clips together
         * @description Ask for one film of several clips.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitVideoMerge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/videos/subtitles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Caption a video
         * @description Ask for captions.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitVideoSubtitles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/videos/translate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Translate a video
         * @description Ask for a video in another language.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitVideoTranslate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/videos/upscale": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a video larger
         * @description Ask for a larger video. `scale`: so many times as wide and high.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitVideoUpscale"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/studio/v1/audio/clone-voice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a voice from recordings
         * @description Ask for a voice model. The samples are of one speaker, and last 1 to 10 minutes together.
         *
         *     Answers with the job's id at once; `GET /jobs/{jobId}` tells how it goes on. With `Prefer: wait=N` it answers with the finished job, if that is soon enough, and with `?dryRun=true` with price and plan.
         */
        post: operations["submitVoiceClone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answer while the process runs
         * @description Answer while the process runs.
         */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell whether submits and reads work
         * @description Tell whether submits and reads work: PostgreSQL and storage. Without Temporal jobs wait: degraded.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "studio.render-job.created.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A job was accepted */
        post: operations["studio.render-job.created.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "studio.render-job.completed.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A job is done, and paid for */
        post: operations["studio.render-job.completed.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "studio.render-job.failed.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A job failed or was cancelled: `job.status` tells */
        post: operations["studio.render-job.failed.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "studio.template.created.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A template was made */
        post: operations["studio.template.created.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "studio.template.updated.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A template has a new version */
        post: operations["studio.template.updated.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "studio.voice-model.created.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A voice is being made */
        post: operations["studio.voice-model.created.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "studio.voice-model.ready.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A voice can be spoken with */
        post: operations["studio.voice-model.ready.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "studio.webhook.test.v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A test: nothing has happened */
        post: operations["studio.webhook.test.v1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /**
         * AssetShown
         * @description A file with a signed url.
         */
        AssetShown: {
            id: string;
            name: string;
            /** @enum {string} */
            origin: "upload" | "output" | "inline" | "fetched";
            role: string;
            mimeType: string;
            bytes: number;
            sha256: string;
            /** @default null */
            width?: number | null;
            /** @default null */
            height?: number | null;
            /** @default null */
            durationSeconds?: number | null;
            url: string;
            /** Format: date-time */
            urlExpiresAt: string;
            /** Format: date-time */
            createdAt: string;
        };
        /**
         * AvatarShown
         * @description An avatar of the tenant's. Its files are there when it is ready; a maker may have no preview.
         */
        AvatarShown: {
            id: string;
            /** @enum {string} */
            status: "training" | "ready" | "failed";
            /** @enum {string} */
            style: "realistic" | "cartoon" | "anime" | "3d";
            provider: string | null;
            model: components["schemas"]["AssetShown"] | null;
            portrait: components["schemas"]["AssetShown"] | null;
            preview: components["schemas"]["AssetShown"] | null;
            jobId: string;
            /** Format: date-time */
            createdAt: string;
            readyAt: string | null;
        };
        /**
         * Cancelled
         * @description A job that was cancelled.
         */
        Cancelled: {
            id: string;
            /** @constant */
            status: "cancelled";
            creditsRefunded: number;
        };
        /**
         * CloudEvent
         * @description What all events share: CloudEvents 1.0, structured mode. `subject` is the tenant.
         */
        CloudEvent: {
            /** @constant */
            specversion: "1.0";
            id: string;
            source: string;
            type: string;
            subject: string;
            /** Format: date-time */
            time: string;
            /** @constant */
            datacontenttype: "application/json";
        };
        /**
         * Corrected
         * @description A charge of which part was given back.
         */
        Corrected: {
            jobId: string;
            corrected: number;
        };
        /**
         * DeliveryTry
         * @description How a try went. `status` is what was answered, `error` why nothing was, `response` the answer's first 2 kB.
         */
        DeliveryTry: {
            no: number;
            /** Format: date-time */
            at: string;
            status: number | null;
            error: string | null;
            durationMs: number;
            response: string;
        };
        /**
         * DeliveryShown
         * @description One event owed to one endpoint. `eventId` is its `webhook-id` at every try; `about` is what it tells of.
         */
        DeliveryShown: {
            id: string;
            webhookId: string;
            eventId: string;
            type: string;
            about: string;
            url: string | null;
            /** @enum {string} */
            status: "pending" | "delivered" | "failed" | "dropped";
            reason: ("exhausted" | "gone" | "job_deleted") | null;
            tries: components["schemas"]["DeliveryTry"][];
            /** Format: date-time */
            createdAt: string;
            endedAt: string | null;
            nextAt: string | null;
        };
        /**
         * Entry
         * @description One operation of the book, as changes of each account.
         */
        Entry: {
            id: string;
            kind: string;
            jobId: string | null;
            available: number;
            held: number;
            charged: number;
            reason: string;
            /** Format: date-time */
            at: string;
        };
        /**
         * GraphMistake
         * @description One thing that went wrong, and where. `extensions` are as REST's problems: code, status, retryable, requestId.
         */
        GraphMistake: {
            message: string;
            extensions: {
                [key: string]: unknown;
            };
            /** @default [] */
            locations?: {
                [key: string]: number;
            }[];
            /** @default [] */
            path?: (string | number)[];
        };
        /**
         * GraphAnswer
         * @description What was asked for; null where it, or all, went wrong. `errors` tell why.
         */
        GraphAnswer: {
            /** @default null */
            data?: {
                [key: string]: unknown;
            } | null;
            /** @default [] */
            errors?: components["schemas"]["GraphMistake"][];
        };
        /**
         * Heard
         * @description A vendor's webhook was taken; whoever follows the call looks now.
         */
        Heard: {
            heard: boolean;
        };
        /**
         * Attempt
         * @description One call to one provider. `part` is the variant, clip or chunk.
         */
        Attempt: {
            no: number;
            run: number;
            part: number;
            provider: string;
            model: string;
            /** Format: date-time */
            startedAt: string;
            /** @default null */
            endedAt?: string | null;
            outcome: string;
            /** @default null */
            errorCode?: string | null;
            /** @default null */
            vendorJobId?: string | null;
            /** @default null */
            vendorCancel?: string | null;
            /** @default null */
            fallbackReason?: string | null;
        };
        /**
         * JobError
         * @description Why a job failed, as its resource tells it.
         */
        JobError: {
            code: string;
            /** @enum {string} */
            category: "input" | "moderation" | "provider" | "capacity" | "timeout" | "billing" | "internal";
            message: string;
            retryable: boolean;
            /** @default null */
            step?: string | null;
            /** @default null */
            attempt?: number | null;
            /** @default null */
            pointer?: string | null;
        };
        /**
         * JobStatus
         * @enum {string}
         */
        JobStatus: "queued" | "processing" | "completed" | "failed" | "cancelled";
        /**
         * OutputFile
         * @description A file that came out. `url` is signed and made anew at each reading.
         */
        OutputFile: {
            id: string;
            role: string;
            part: number;
            name: string;
            url: string;
            /** Format: date-time */
            urlExpiresAt: string;
            mimeType: string;
            bytes: number;
            sha256: string;
            /** @default null */
            width?: number | null;
            /** @default null */
            height?: number | null;
            /** @default null */
            durationSeconds?: number | null;
            /** @default {} */
            metadata?: {
                [key: string]: string;
            };
        };
        /**
         * Phase
         * @description The finer state, for people who watch.
         * @enum {string}
         */
        Phase: "waiting" | "moderating" | "reserving" | "submitting" | "generating" | "reconciling" | "post-processing" | "uploading" | "settling";
        /**
         * Queue
         * @description Why a job waits, and where it stands as far as that is known.
         */
        Queue: {
            cause: string;
            /** @default null */
            position?: number | null;
        };
        /**
         * Step
         * @description One activity of the workflow.
         */
        Step: {
            name: string;
            /** @default null */
            part?: number | null;
            state: string;
            /** Format: date-time */
            startedAt: string;
            /** @default null */
            endedAt?: string | null;
        };
        /**
         * Job
         * @description A job as `GET`, the event stream and every other door show it.
         */
        Job: {
            id: string;
            type: string;
            status: components["schemas"]["JobStatus"];
            phase: components["schemas"]["Phase"];
            progress: number;
            run: number;
            params: {
                [key: string]: unknown;
            };
            provider: string | null;
            creditsReserved: number;
            creditsCharged: number;
            creditsRefunded: number;
            outputs: components["schemas"]["OutputFile"][];
            error: components["schemas"]["JobError"] | null;
            attempts: components["schemas"]["Attempt"][];
            steps: components["schemas"]["Step"][];
            /** @default null */
            queue?: components["schemas"]["Queue"] | null;
            metadata: {
                [key: string]: string;
            };
            tags: string[];
            version: number;
            /** Format: date-time */
            createdAt: string;
            startedAt: string | null;
            completedAt: string | null;
            /** @default null */
            estimatedCompletionTime?: string | null;
            /** @default null */
            pipelineId?: string | null;
            /** @default null */
            pipelineStep?: string | null;
            /** @default null */
            pipelineItem?: number | null;
            /** @default {} */
            links?: {
                [key: string]: string;
            };
        };
        /**
         * JobEventData
         * @description A job, as it was then. `outputUrl` is its first output's, signed when sent; `creditsUsed` what was charged.
         */
        JobEventData: {
            tenantId: string;
            userId: string;
            jobId: string;
            type: string;
            provider: string | null;
            outputUrl: string | null;
            durationMs: number | null;
            creditsUsed: number;
            job: components["schemas"]["Job"];
        };
        /**
         * Key
         * @description An API key. `secret` is in the answer that makes it, and nowhere else.
         */
        Key: {
            id: string;
            name: string;
            prefix: string;
            roles: string[];
            /** Format: date-time */
            createdAt: string;
            /** @default null */
            secret?: string | null;
        };
        /**
         * Genre
         * @enum {string}
         */
        Genre: "ambient" | "cinematic" | "classical" | "electronic" | "folk" | "funk" | "hip-hop" | "jazz" | "lo-fi" | "orchestral" | "pop" | "rock";
        /**
         * Mood
         * @enum {string}
         */
        Mood: "calm" | "dark" | "dramatic" | "energetic" | "happy" | "mysterious" | "romantic" | "sad" | "uplifting";
        /**
         * MusicGenre
         * @description A genre, how fast it goes by itself, and what plays in it where the local engine makes it.
         */
        MusicGenre: {
            name: components["schemas"]["Genre"];
            summary: string;
            tempo: components["schemas"]["Tempo"];
            bpm: components["schemas"]["Speed"];
            instruments: string[];
        };
        /**
         * MusicMood
         * @description A mood, and what it does to the music.
         */
        MusicMood: {
            name: components["schemas"]["Mood"];
            summary: string;
        };
        /**
         * MusicTempo
         * @description A tempo, and what it stands for.
         */
        MusicTempo: {
            name: components["schemas"]["Tempo"];
            bpm: components["schemas"]["Speed"];
        };
        /**
         * Speed
         * @description Beats a minute, from and to.
         */
        Speed: {
            min: number;
            max: number;
        };
        /**
         * Tempo
         * @enum {string}
         */
        Tempo: "slow" | "medium" | "fast";
        /**
         * KindsOfMusic
         * @description What music can be asked to be: the lists are closed.
         */
        KindsOfMusic: {
            genres: components["schemas"]["MusicGenre"][];
            moods: components["schemas"]["MusicMood"][];
            tempos: components["schemas"]["MusicTempo"][];
        };
        /**
         * Live
         * @description The process runs.
         */
        Live: {
            /** @constant */
            status: "live";
        };
        /**
         * Meta
         * @description What an answer tells of itself.
         */
        Meta: {
            requestId: string;
        };
        /**
         * MintShown
         * @description A token: where it is, what it points to, and how deep its transaction is in the chain. Wei in decimal.
         */
        MintShown: {
            id: string;
            /** @enum {string} */
            status: "preparing" | "signed" | "submitted" | "confirmed" | "failed";
            /** @enum {string} */
            chain: "polygon" | "ethereum" | "development";
            chainId: number;
            contract: string;
            tokenId: string;
            owner: string;
            tokenURI: string | null;
            assetCid: string | null;
            metadataCid: string | null;
            transaction: string | null;
            blockNumber: number | null;
            blockHash: string | null;
            confirmations: number;
            confirmationsRequired: number | null;
            gasUsed: number | null;
            feeWei: string | null;
            jobId: string;
            /** Format: date-time */
            createdAt: string;
            submittedAt: string | null;
            confirmedAt: string | null;
        };
        /**
         * Page
         * @description Where a list goes on.
         */
        Page: {
            nextCursor: string | null;
            hasMore: boolean;
        };
        /**
         * PipelineJob
         * @description One job of a step; without an id while it only has its hold, or never became one.
         */
        PipelineJob: {
            item: number;
            jobId: string | null;
            /** @enum {string} */
            status: "queued" | "processing" | "completed" | "failed" | "cancelled" | "skipped";
            reason: string | null;
            progress: number;
            creditsReserved: number;
            creditsCharged: number;
            creditsRefunded: number;
            error: components["schemas"]["JobError"] | null;
            outputs: components["schemas"]["OutputFile"][];
            links: {
                [key: string]: string;
            };
        };
        /**
         * PipelineStepShown
         * @description A step, what was asked of it, and how its jobs stand. `needs` are the steps whose results it takes.
         */
        PipelineStepShown: {
            id: string;
            type: string;
            params: {
                [key: string]: unknown;
            };
            needs: string[];
            /** @default null */
            forEach?: unknown;
            /** @default null */
            when?: {
                [key: string]: unknown;
            } | null;
            /** @default null */
            allowFallback?: boolean | null;
            /** @default null */
            deadlineSeconds?: number | null;
            /** @enum {string} */
            status: "queued" | "processing" | "completed" | "failed" | "cancelled" | "skipped";
            progress: number;
            jobs: components["schemas"]["PipelineJob"][];
        };
        /**
         * Pipeline
         * @description A pipeline as `GET` and the event stream show it. `outputs` are those of its last steps.
         */
        Pipeline: {
            id: string;
            name: string;
            status: components["schemas"]["JobStatus"];
            progress: number;
            run: number;
            /** @enum {string} */
            onFailure: "cancel" | "continue";
            steps: components["schemas"]["PipelineStepShown"][];
            creditsReserved: number;
            creditsCharged: number;
            creditsRefunded: number;
            outputs: components["schemas"]["OutputFile"][];
            error: components["schemas"]["JobError"] | null;
            /** @default null */
            queue?: components["schemas"]["Queue"] | null;
            metadata: {
                [key: string]: string;
            };
            tags: string[];
            version: number;
            /** Format: date-time */
            createdAt: string;
            startedAt: string | null;
            completedAt: string | null;
            /** @default null */
            estimatedCompletionTime?: string | null;
            /** @default {} */
            links?: {
                [key: string]: string;
            };
        };
        /**
         * Interval
         * @description Seconds from start to end, most likely.
         */
        Interval: {
            min: number;
            max: number;
        };
        /**
         * PlannedProvider
         * @description Who would serve, with what.
         */
        PlannedProvider: {
            provider: string;
            model: string;
            why: string;
        };
        /**
         * PlannedStep
         * @description A step that would run: after which others, as how many jobs, by whom.
         */
        PlannedStep: {
            id: string;
            type: string;
            after: string[];
            jobs: number;
            price: components["schemas"]["Price"];
            estimatedSeconds: components["schemas"]["Interval"];
            providers: {
                [key: string]: components["schemas"]["PlannedProvider"][];
            };
        };
        /**
         * Price
         * @description Credits: what is charged is never above `max`.
         */
        Price: {
            min: number;
            expected: number;
            max: number;
        };
        /**
         * PipelinePlan
         * @description What a pipeline would do; nothing is stored, held or run. `order`: steps that run side by side, in turn.
         */
        PipelinePlan: {
            name: string;
            order: string[][];
            price: components["schemas"]["Price"];
            estimatedSeconds: components["schemas"]["Interval"];
            steps: components["schemas"]["PlannedStep"][];
        };
        /**
         * PipelineSubmitted
         * @description A pipeline that was accepted.
         */
        PipelineSubmitted: {
            pipelineId: string;
            status: string;
            creditsReserved: number;
            estimatedCompletionTime: string;
            links: {
                [key: string]: string;
            };
        };
        /**
         * NetworkFees
         * @description What a mint would cost the operator on its chain now: gas, and wei in decimal. Null: the node does not tell.
         */
        NetworkFees: {
            chain: string;
            chainId: number;
            contract: string;
            confirmations: number;
            gas: number | null;
            feePerGasWei: string | null;
            costWei: string | null;
            costWeiMax: string | null;
        };
        /**
         * Plan
         * @description What a job would do; nothing is stored, held or run. `providers` are by ability, best first.
         */
        Plan: {
            type: string;
            params: {
                [key: string]: unknown;
            };
            price: components["schemas"]["Price"];
            estimatedSeconds: components["schemas"]["Interval"];
            providers: {
                [key: string]: components["schemas"]["PlannedProvider"][];
            };
            /** @default null */
            network?: components["schemas"]["NetworkFees"] | null;
        };
        /**
         * FilmRules
         * @description What a format takes as a film. Seconds, frames a second, bits a second.
         */
        FilmRules: {
            /** @description the first is preferred */
            sizes: components["schemas"]["Frame"][];
            mimeTypes: ("video/mp4" | "video/quicktime")[];
            videoCodecs: ("h264" | "hevc")[];
            /**
             * @default [
             *       "aac"
             *     ]
             */
            audioCodecs?: "aac"[];
            bytesMax: number;
            secondsMin: number;
            secondsMax: number;
            fpsMin: number;
            fpsMax: number;
            bitrateMax: number;
            loudnessLufs: number;
        };
        /**
         * Format
         * @description One place of a platform. `image` and `video`: what it takes of either; of a film, one of them at least.
         */
        Format: {
            /** @enum {string} */
            name: "feed" | "story" | "reel" | "header";
            summary: string;
            safeArea: components["schemas"]["SafeArea"];
            /** @default null */
            image?: components["schemas"]["PictureRules"] | null;
            /** @default null */
            video?: components["schemas"]["FilmRules"] | null;
            /** Format: uri */
            source: string;
            /**
             * Format: date
             * @description when it was last compared with its source
             */
            checked: string;
        };
        /**
         * Frame
         * @description A size in pixels.
         */
        Frame: {
            width: number;
            height: number;
        };
        /**
         * PictureRules
         * @description What a format takes as a picture.
         */
        PictureRules: {
            /** @description the first is preferred */
            sizes: components["schemas"]["Frame"][];
            mimeTypes: ("image/jpeg" | "image/png" | "image/webp")[];
            bytesMax: number;
        };
        /**
         * PlatformName
         * @description Where variants are made for.
         * @enum {string}
         */
        PlatformName: "instagram" | "tiktok" | "twitter" | "linkedin";
        /**
         * SafeArea
         * @description What a platform lays its own signs over, as shares of the width and the height from each edge.
         */
        SafeArea: {
            top: number;
            bottom: number;
            left: number;
            right: number;
        };
        /**
         * Platform
         * @description A platform and its formats.
         */
        Platform: {
            name: components["schemas"]["PlatformName"];
            title: string;
            formats: components["schemas"]["Format"][];
        };
        /**
         * PresetShown
         * @description A pipeline to be filled in: `parameters` is the JSON Schema of what it takes.
         */
        PresetShown: {
            name: string;
            summary: string;
            own: boolean;
            types: string[];
            parameters: {
                [key: string]: unknown;
            };
        };
        /**
         * Presigned
         * @description Where a file may be put without a token, once. It becomes the asset of this id.
         */
        Presigned: {
            id: string;
            /** @constant */
            method: "PUT";
            uploadUrl: string;
            /** Format: date-time */
            expiresAt: string;
        };
        /**
         * FieldProblem
         * @description One thing wrong with a request.
         */
        FieldProblem: {
            pointer: string;
            code: string;
            detail: string;
        };
        /**
         * Problem
         * @description An error, as RFC 9457 has it.
         */
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            instance: string;
            code: string;
            requestId: string;
            retryable: boolean;
            /** @default [] */
            errors?: components["schemas"]["FieldProblem"][];
            /** @default null */
            jobId?: string | null;
        };
        /**
         * ProviderCost
         * @description What a provider's model cost for a job type, against what its jobs brought.
         *
         *     `cost`: by the operator's routes; `used`: what the vendor told, in its own `unit`; `revenue` in credits.
         */
        ProviderCost: {
            type: string;
            provider: string;
            model: string;
            unit: string | null;
            calls: number;
            finished: number;
            unknown: number;
            cost: number | null;
            used: number | null;
            revenue: number;
        };
        /**
         * ProviderHealth
         * @description One ability of a provider. `errorRate` 0–1 and `latencySeconds` are of its last attempts.
         */
        ProviderHealth: {
            provider: string;
            kind: string;
            model: string;
            /** @enum {string} */
            status: "healthy" | "degraded" | "down" | "disabled" | "not_configured";
            source: string;
            /** @enum {string} */
            circuit: "open" | "half-open" | "closed";
            reason: string | null;
            latencySeconds: number | null;
            errorRate: number | null;
            lastError: string | null;
            attempts: number;
        };
        /**
         * ProviderSwitch
         * @description A provider, or one of its tasks, taken out of use or back into it.
         */
        ProviderSwitch: {
            provider: string;
            task: string | null;
            enabled: boolean;
            changed: boolean;
        };
        /**
         * Checks
         * @description What answers.
         */
        Checks: {
            database: boolean;
            storage: boolean;
            temporal: boolean;
        };
        /**
         * Ready
         * @description Whether this server can serve. Degraded: jobs are accepted, and wait for Temporal.
         */
        Ready: {
            /** @enum {string} */
            status: "ready" | "degraded" | "unavailable";
            checks: components["schemas"]["Checks"];
        };
        /**
         * Redelivered
         * @description How many events are sent again.
         */
        Redelivered: {
            count: number;
        };
        /**
         * Requeued
         * @description A failed job in its next run.
         */
        Requeued: {
            id: string;
            /** @constant */
            status: "queued";
            creditsReserved: number;
        };
        /**
         * FieldError
         * @description One thing wrong with a request: an RFC 6901 pointer to it, a code, and a sentence.
         */
        FieldError: {
            pointer: string;
            code: string;
            detail: string;
        };
        /**
         * SocketMistake
         * @description What was wrong with a message, or why the socket is closed, as REST's problems have it.
         */
        SocketMistake: {
            code: string;
            title: string;
            detail: string;
            retryable: boolean;
            /** @default [] */
            errors?: components["schemas"]["FieldError"][];
            /** @default null */
            retryAfterSeconds?: number | null;
        };
        /**
         * SocketError
         * @description What the socket says where a message was not valid, and before it refuses to go on.
         */
        SocketError: {
            /** @constant */
            event: "error";
            id: string;
            /** Format: date-time */
            time: string;
            data: components["schemas"]["SocketMistake"];
        };
        /**
         * SocketFrame
         * @description An event of a job. `id` names its version; `data` is its snapshot then.
         */
        SocketFrame: {
            /** @enum {string} */
            event: "job.progress" | "job.completed" | "job.failed";
            id: string;
            /** Format: date-time */
            time: string;
            data: components["schemas"]["Job"];
        };
        /**
         * Supports
         * @description What can be done in a language.
         */
        Supports: {
            tts: boolean;
            clone: boolean;
            subtitles: boolean;
        };
        /**
         * SpokenLanguage
         * @description A language (BCP 47), how many voices it has, and what can be done in it.
         */
        SpokenLanguage: {
            language: string;
            voices: number;
            supports: components["schemas"]["Supports"];
        };
        /**
         * Submitted
         * @description A job that was accepted.
         */
        Submitted: {
            jobId: string;
            status: string;
            creditsReserved: number;
            estimatedCompletionTime: string;
            links: {
                [key: string]: string;
            };
        };
        /**
         * Subscribe
         * @description Follow jobs by name, from the version that was seen where one is given; without names, all of the user's.
         */
        Subscribe: {
            /** @constant */
            action: "subscribe";
            /** @default null */
            jobIds?: string[] | null;
            /** @default null */
            since?: {
                [key: string]: number;
            } | null;
        };
        /**
         * Category
         * @enum {string}
         */
        Category: "event-posters" | "social-media" | "presentations";
        /**
         * TemplateEventData
         * @description A tenant's own template. `version`: the one that was made.
         */
        TemplateEventData: {
            tenantId: string;
            userId: string;
            templateId: string;
            version: number;
            name: string;
            category: components["schemas"]["Category"];
        };
        /**
         * TemplateListed
         * @description A template in the catalogue. `price`: credits beside those of every render; its preview opens without a token.
         */
        TemplateListed: {
            id: string;
            name: string;
            category: components["schemas"]["Category"];
            previewImageUrl: string | null;
            price: number;
            isFeatured: boolean;
        };
        /**
         * TemplateShown
         * @description A template with what its `data` has to be. `source`: of the tenant's own only; `ppi`: pixels an inch.
         */
        TemplateShown: {
            id: string;
            name: string;
            category: components["schemas"]["Category"];
            previewImageUrl: string | null;
            price: number;
            isFeatured: boolean;
            summary: string;
            version: number;
            isOwn: boolean;
            schema: {
                [key: string]: unknown;
            };
            exampleData: {
                [key: string]: unknown;
            };
            outputFormats: ("png" | "jpg" | "pdf")[];
            ppi: number;
            accessible: boolean;
            source: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        /**
         * TestEventData
         * @description What `POST /webhooks/{webhookId}/test` sends.
         */
        TestEventData: {
            tenantId: string;
            webhookId: string;
            message: string;
        };
        /**
         * Ticket
         * @description The way into one job's event stream for a browser.
         */
        Ticket: {
            ticket: string;
            expiresInSeconds: number;
        };
        /**
         * Unsubscribe
         * @description Hear no more of jobs; without names, of any.
         */
        Unsubscribe: {
            /** @constant */
            action: "unsubscribe";
            /** @default null */
            jobIds?: string[] | null;
        };
        /**
         * Accepted
         * @description Jobs of this month; without a limit, `limit` is null.
         */
        Accepted: {
            accepted: number;
            limit: number | null;
        };
        /**
         * AtOnce
         * @description Jobs that have one of the tenant's places.
         */
        AtOnce: {
            running: number;
            limit: number;
        };
        /**
         * Usage
         * @description The month to date against the tier.
         */
        Usage: {
            /** Format: date */
            month: string;
            tier: string;
            creditsCharged: number;
            jobs: components["schemas"]["Accepted"];
            jobsAtOnce: components["schemas"]["AtOnce"];
            requestsPerMinute: number;
        };
        /**
         * Voice
         * @description A voice that some worker can speak with. `language` is a BCP 47 tag; `previewUrl` plays without a token.
         */
        Voice: {
            id: string;
            name: string;
            language: string;
            /** @enum {string} */
            gender: "female" | "male" | "neutral";
            provider: string;
            engine: string;
            previewUrl: string | null;
        };
        /**
         * SampleProblem
         * @description One thing that is wrong with a sample, or with all of them together.
         */
        SampleProblem: {
            code: string;
            /** @enum {string} */
            severity: "error" | "warning";
            detail: string;
        };
        /**
         * SampleReport
         * @description What was found in one sample. `noiseRatioDb`: how far its speech stands above the noise.
         */
        SampleReport: {
            seconds: number;
            speechSeconds: number;
            noiseRatioDb: number;
            clippedShare: number;
            pitchHz: number | null;
            problems: components["schemas"]["SampleProblem"][];
        };
        /**
         * SamplesReport
         * @description What was found in the samples. `speakersTold`: whether speakers could be told apart here.
         */
        SamplesReport: {
            fit: boolean;
            totalSeconds: number;
            speakersTold: boolean;
            samples: components["schemas"]["SampleReport"][];
            problems: components["schemas"]["SampleProblem"][];
        };
        /**
         * VoiceModel
         * @description A voice of the tenant's own. `likeness` says how near it can be to its speaker.
         */
        VoiceModel: {
            id: string;
            name: string;
            /** @enum {string} */
            status: "training" | "ready" | "failed";
            language: string | null;
            provider: string | null;
            likeness: ("clone" | "resembles") | null;
            consent: {
                [key: string]: unknown;
            } | null;
            report: components["schemas"]["SamplesReport"] | null;
            jobId: string;
            /** Format: date-time */
            createdAt: string;
            readyAt: string | null;
        };
        /**
         * VoiceModelEventData
         * @description A voice that is being made, or can be spoken with.
         */
        VoiceModelEventData: {
            tenantId: string;
            userId: string;
            voiceModelId: string;
            jobId: string;
            /** @enum {string} */
            status: "training" | "ready";
            language: string | null;
            provider: string | null;
        };
        /**
         * Wallet
         * @description What can be spent, and what running jobs hold.
         */
        Wallet: {
            available: number;
            held: number;
            tier: string;
        };
        /**
         * WebhookShown
         * @description An endpoint. `secret` is in the answer that makes or changes it, and nowhere else; `publicKey` checks `v1a`.
         *
         *     The one of scope `job` stands for the addresses that jobs name (`webhookUrl`), and has no url.
         */
        WebhookShown: {
            id: string;
            /** @enum {string} */
            scope: "tenant" | "job";
            url: string | null;
            description: string;
            events: string[];
            /** @enum {string} */
            status: "enabled" | "disabled" | "paused";
            reason: ("owner" | "gone" | "failing" | "secret_lost") | null;
            /** Format: date-time */
            since: string;
            failures: number;
            failingSince: string | null;
            publicKey: string;
            previousPublicKey: string | null;
            previousUntil: string | null;
            /** Format: date-time */
            createdAt: string;
            /** @default null */
            secret?: string | null;
        };
        /**
         * RetryRequest
         * @description How to run a failed job again.
         */
        RetryRequest: {
            provider?: string | null;
        };
        /**
         * Parameter
         * @description One parameter, as JSON Schema has it.
         */
        Parameter: {
            /** @enum {string} */
            type: "string" | "integer" | "number" | "boolean";
            /** @default  */
            description?: string;
            default?: string | number | boolean | null;
            enum?: (string | number)[] | null;
            minLength?: number | null;
            maxLength?: number | null;
            minimum?: number | null;
            maximum?: number | null;
        };
        /**
         * Parameters
         * @description What a preset takes.
         */
        Parameters: {
            /**
             * @default object
             * @constant
             */
            type?: "object";
            /** @default {} */
            properties?: {
                [key: string]: components["schemas"]["Parameter"];
            };
            /** @default [] */
            required?: string[];
            /**
             * @default false
             * @constant
             */
            additionalProperties?: false;
        };
        /**
         * Preset
         * @description A pipeline with holes: `{"$param": name}` for a value, `{"$text": "… {name} …"}` for a text with values in it.
         *
         *     A step with `onlyWith` is there if that parameter is given and not false, one with `onlyWithout` if it is not.
         *     `example` are parameters with which the preset is right.
         */
        Preset: {
            name: string;
            summary: string;
            /**
             * @default {
             *       "type": "object",
             *       "properties": {},
             *       "required": [],
             *       "additionalProperties": false
             *     }
             */
            parameters?: components["schemas"]["Parameters"];
            steps: {
                [key: string]: unknown;
            }[];
            /**
             * @default cancel
             * @enum {string}
             */
            onFailure?: "cancel" | "continue";
            /** @default {} */
            example?: {
                [key: string]: unknown;
            };
        };
        /**
         * PresetRequest
         * @description Run a preset.
         */
        PresetRequest: {
            /** @default {} */
            params?: {
                [key: string]: unknown;
            };
            name?: string | null;
            maxCredits?: number | null;
            /** @default {} */
            metadata?: {
                [key: string]: unknown;
            };
            /** @default [] */
            tags?: string[];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
        };
        /**
         * ForEach
         * @description What a step runs for, a job each: a list that is given, or the outputs of another step, up to `max`.
         */
        ForEach: {
            items?: unknown[] | null;
            $ref?: string | null;
            max?: number | null;
        };
        /**
         * PipelineStep
         * @description One step: the job type, and its body with references in place of what is not made yet.
         */
        PipelineStep: {
            id: string;
            type: string;
            /** @default {} */
            params?: {
                [key: string]: unknown;
            };
            /** @default [] */
            needs?: string[];
            forEach?: components["schemas"]["ForEach"] | null;
            when?: components["schemas"]["When"] | null;
            allowFallback?: boolean | null;
            deadlineSeconds?: number | null;
        };
        /**
         * When
         * @description When a step runs: after another one ended so, if an output is there, or if a fact of one compares so.
         */
        When: {
            step?: string | null;
            status?: ("completed" | "failed" | "skipped") | null;
            $ref?: string | null;
            exists?: boolean | null;
            equals?: string | number | null;
            lessThan?: number | null;
            greaterThan?: number | null;
        };
        /**
         * PipelineRequest
         * @description Several jobs as one graph.
         */
        PipelineRequest: {
            name: string;
            steps: components["schemas"]["PipelineStep"][];
            /**
             * @description `continue`: steps that do not depend on a failed one go on
             * @default cancel
             * @enum {string}
             */
            onFailure?: "cancel" | "continue";
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description where the events of its jobs go that name no address of their own */
            webhookUrl?: string | null;
        };
        /**
         * EstimateRequest
         * @description A job that may be submitted: its type, and the body it would have. Or a whole pipeline.
         */
        EstimateRequest: {
            type?: string | null;
            params?: {
                [key: string]: unknown;
            } | null;
            pipeline?: {
                [key: string]: unknown;
            } | null;
        };
        /**
         * Ability
         * @description The closed set of things that providers offer.
         * @enum {string}
         */
        Ability: "image" | "image-edit" | "background-removal" | "image-upscale" | "video" | "lip-sync" | "talking-portrait" | "model-3d" | "speech" | "voice-clone" | "sound-effect" | "music" | "transcription" | "translation" | "dubbing" | "moderation";
        /**
         * Switch
         * @description What to take out of use, or back into it: one task of a provider, or without `task` all that it does.
         */
        Switch: {
            task?: components["schemas"]["Ability"] | null;
            reason: string;
        };
        /**
         * TopUp
         * @description Credits for a tenant.
         */
        TopUp: {
            amount: number;
            reason: string;
        };
        /**
         * Correction
         * @description Part or all of a settled charge, given back.
         */
        Correction: {
            jobId: string;
            /** @default 1 */
            run?: number;
            amount: number;
            reason: string;
        };
        /**
         * UploadRequest
         * @description A file that a browser, or another machine, will put without a token.
         */
        UploadRequest: {
            /** @default upload */
            name?: string;
        };
        /**
         * NewKey
         * @description A key to make.
         */
        NewKey: {
            name: string;
        };
        /**
         * NewWebhook
         * @description An endpoint to make. No `events`: all of them.
         */
        NewWebhook: {
            url: string;
            /** @default [] */
            events?: ("studio.render-job.created.v1" | "studio.render-job.completed.v1" | "studio.render-job.failed.v1" | "studio.template.created.v1" | "studio.template.updated.v1" | "studio.voice-model.created.v1" | "studio.voice-model.ready.v1")[];
            /** @default  */
            description?: string;
        };
        /**
         * WebhookChange
         * @description What is to be different. `enabled` also resumes one that was paused or disabled.
         */
        WebhookChange: {
            url?: string | null;
            events?: ("studio.render-job.created.v1" | "studio.render-job.completed.v1" | "studio.render-job.failed.v1" | "studio.template.created.v1" | "studio.template.updated.v1" | "studio.voice-model.created.v1" | "studio.voice-model.ready.v1")[] | null;
            description?: string | null;
            status?: ("enabled" | "disabled") | null;
        };
        /**
         * Span
         * @description What is to be sent again: what was owed from `since` on, and before `until`, and became `status`.
         */
        Span: {
            /** Format: date-time */
            since: string;
            until?: string | null;
            /**
             * @default failed
             * @enum {string}
             */
            status?: "failed" | "delivered" | "all";
        };
        /**
         * NewTemplate
         * @description A template of the tenant's own: one Typst file, the JSON Schema of its data, and an example of it.
         */
        NewTemplate: {
            name: string;
            category: components["schemas"]["Category"];
            /** @default  */
            summary?: string;
            /** @description Typst; `#import "/kit.typ": *` gives `data` and what the shipped ones use */
            source: string;
            /** @description of `data`: the part of JSON Schema 2020-12 in the docs */
            schema: {
                [key: string]: unknown;
            };
            /** @description data with which the template is right */
            exampleData: {
                [key: string]: unknown;
            };
            /**
             * @description pixels an inch of png and jpg
             * @default 144
             */
            ppi?: number;
            /**
             * @description hold its PDF to PDF/UA-1: it needs a title and alternative texts
             * @default false
             */
            accessible?: boolean;
        };
        /**
         * TemplateChange
         * @description What changes of a template; all else stays. Every change makes the next version.
         */
        TemplateChange: {
            name?: string | null;
            category?: components["schemas"]["Category"] | null;
            summary?: string | null;
            source?: string | null;
            schema?: {
                [key: string]: unknown;
            } | null;
            exampleData?: {
                [key: string]: unknown;
            } | null;
            ppi?: number | null;
            accessible?: boolean | null;
        };
        /**
         * GraphRequest
         * @description What a client sends. `extensions` are the client's own, and change nothing.
         */
        GraphRequest: {
            query: string;
            variables?: {
                [key: string]: unknown;
            } | null;
            operationName?: string | null;
            extensions?: {
                [key: string]: unknown;
            } | null;
        };
        /**
         * Routing
         * @description Which providers may serve, by name.
         */
        Routing: {
            /** @default [] */
            prefer?: string[];
            /** @default [] */
            exclude?: string[];
            /** @default [] */
            only?: string[];
        };
        /**
         * AvatarAnimation
         * @description Ask for a talking avatar. `duration` in seconds.
         */
        AvatarAnimation: {
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            avatarModelId: string;
            audioUrl: string;
            /** @description seconds; default: the recording's, 1 to 60 */
            duration?: number | null;
            /**
             * @default 16:9
             * @enum {string}
             */
            aspectRatio?: "16:9" | "9:16" | "1:1";
            /**
             * @default solid-color
             * @enum {string}
             */
            backgroundType?: "transparent" | "solid-color" | "image";
            /** @description a colour as #rrggbb, default the avatar's own; or the picture */
            background?: string | null;
        };
        /**
         * AvatarStyle
         * @enum {string}
         */
        AvatarStyle: "realistic" | "cartoon" | "anime" | "3d";
        /**
         * Quality
         * @enum {string}
         */
        Quality: "standard" | "high" | "ultra";
        /**
         * AvatarGeneration
         * @description Ask for an avatar. `sourceData` is a photo of one person, or words about one.
         */
        AvatarGeneration: {
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            /** @enum {string} */
            sourceType: "photo" | "description";
            /** @description a photo with one clear face (url, data: URI or asset), or a description of up to 1,000 characters */
            sourceData: string;
            /** @default realistic */
            style?: components["schemas"]["AvatarStyle"];
            /** @default standard */
            quality?: components["schemas"]["Quality"];
        };
        /**
         * BackgroundRemoval
         * @description Ask for a subject without its background.
         */
        BackgroundRemoval: {
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            imageUrl: string;
            /**
             * @description both with alpha
             * @default png
             * @enum {string}
             */
            outputFormat?: "png" | "webp";
        };
        /**
         * CustomSpeech
         * @description Ask for speech in a voice model. `speed` 1 is the voice's own.
         */
        CustomSpeech: {
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            /** @description pauses are written <break time="500ms"/> or [pause 0.5s]; at most 30, of 10 s each */
            text: string;
            voiceModelId: string;
            /** @default 1 */
            speed?: number;
        };
        /**
         * StylePreset
         * @enum {string}
         */
        StylePreset: "realistic" | "artistic" | "anime" | "3d-render";
        /**
         * ImageGeneration
         * @description Ask for pictures. Sides in pixels.
         */
        ImageGeneration: {
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            prompt: string;
            /** @default 1024 */
            width?: number;
            /** @default 1024 */
            height?: number;
            /** @default standard */
            quality?: components["schemas"]["Quality"];
            /** @default 1 */
            variants?: number;
            stylePreset?: components["schemas"]["StylePreset"] | null;
            provider?: ("ideogram" | "dalle3" | "dall-e-3" | "midjourney" | "flux" | "local") | null;
        };
        /**
         * ImageInpaint
         * @description Ask for a part of a picture to be replaced.
         */
        ImageInpaint: {
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            imageUrl: string;
            /** @description white: replace; black: keep, to the bit */
            maskUrl: string;
            prompt: string;
            /**
             * @description 1: replaced wholly
             * @default 1
             */
            strength?: number;
            /** @default standard */
            quality?: components["schemas"]["Quality"];
            provider?: ("ideogram" | "dalle3" | "dall-e-3" | "midjourney" | "flux" | "stability" | "recraft" | "local") | null;
        };
        /**
         * ImageOutpaint
         * @description Ask for more of a picture: so many pixels a side, or a ratio of its sides.
         */
        ImageOutpaint: {
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            imageUrl: string;
            /** @default 0 */
            left?: number;
            /** @default 0 */
            right?: number;
            /** @default 0 */
            up?: number;
            /** @default 0 */
            down?: number;
            /** @description width:height, such as 16:9; instead of pixels a side */
            aspectRatio?: string | null;
            /** @description what is to be seen there */
            prompt?: string | null;
        };
        /**
         * MusicBed
         * @description Music under a film: what is not named is read from the film's prompt, or chosen.
         */
        MusicBed: {
            genre?: components["schemas"]["Genre"] | null;
            mood?: components["schemas"]["Mood"] | null;
            tempo?: components["schemas"]["Tempo"] | null;
        };
        /**
         * ImageToVideo
         * @description Ask for a video that begins with a picture. `duration` in seconds.
         */
        ImageToVideo: {
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            imageUrl: string;
            /** @default  */
            prompt?: string;
            /**
             * @description seconds; the tier may allow fewer
             * @default 5
             */
            duration?: number;
            /**
             * @default auto
             * @enum {string}
             */
            motion?: "auto" | "pan" | "zoom-in" | "zoom-out";
            /**
             * @default 30
             * @enum {integer}
             */
            fps?: 24 | 30 | 60;
            /** @description default: the one that the picture is nearest to */
            aspectRatio?: ("16:9" | "9:16" | "1:1") | null;
            /** @default standard */
            quality?: components["schemas"]["Quality"];
            /** @description music composed for the film; `{}`: as its prompt suggests */
            music?: components["schemas"]["MusicBed"] | null;
            provider?: ("runway" | "pika" | "kling" | "luma" | "local") | null;
        };
        /**
         * ImageTransform
         * @description Ask for a picture to be transformed.
         */
        ImageTransform: {
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            imageUrl: string;
            /** @enum {string} */
            transformation: "style-transfer" | "filter" | "enhance" | "colorize";
            /** @description the picture whose style is taken; style-transfer needs it */
            styleReference?: string | null;
            /**
             * @description 0: as it was, 1: wholly transformed
             * @default 0.7
             */
            strength?: number;
        };
        /**
         * ImageUpscale
         * @description Ask for a larger picture.
         */
        ImageUpscale: {
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            imageUrl: string;
            /**
             * @description times as wide and high
             * @default 4
             * @enum {integer}
             */
            scale?: 2 | 4;
            /**
             * @description whether details may be invented
             * @default true
             */
            enhanceDetails?: boolean;
        };
        /**
         * ImageVariations
         * @description Ask for variations of a picture.
         */
        ImageVariations: {
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            imageUrl: string;
            /** @default 1 */
            variants?: number;
            /**
             * @description 0: nearly as it was, 1: very different
             * @default 0.5
             */
            strength?: number;
            /** @description where the variations should go */
            prompt?: string | null;
            /** @default standard */
            quality?: components["schemas"]["Quality"];
        };
        /**
         * MusicExtension
         * @description Ask for more of a piece. `duration`: the seconds that are added.
         */
        MusicExtension: {
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            audioUrl: string;
            /** @description seconds that are added */
            duration: number;
            /** @description how it goes on; default: alike */
            prompt?: string | null;
            /**
             * @description seconds that both share
             * @default 2
             */
            crossfade?: number;
        };
        /**
         * MusicGeneration
         * @description Ask for music. `duration` in seconds; what is not named is read from the prompt, or chosen.
         */
        MusicGeneration: {
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            prompt: string;
            /** @description seconds */
            duration: number;
            /** @description from GET /music/genres */
            genre?: components["schemas"]["Genre"] | null;
            /** @description from GET /music/genres */
            mood?: components["schemas"]["Mood"] | null;
            /** @description from GET /music/genres */
            tempo?: components["schemas"]["Tempo"] | null;
            /**
             * @description also drums, bass, harmony and lead, where the engine has them
             * @default false
             */
            stems?: boolean;
        };
        /**
         * Attribute
         * @description A trait, with the names that marketplaces read (snake case). Only a number may have a `display_type`.
         */
        Attribute: {
            trait_type?: string | null;
            value: string | number;
            display_type?: ("number" | "boost_number" | "boost_percentage" | "date") | null;
        };
        /**
         * Blockchain
         * @enum {string}
         */
        Blockchain: "polygon" | "ethereum";
        /**
         * TokenMetadata
         * @description What the token tells of itself, for ever.
         */
        TokenMetadata: {
            name: string;
            /** @default  */
            description?: string;
            /** @default [] */
            attributes?: components["schemas"]["Attribute"][];
        };
        /**
         * NftMint
         * @description Ask for a token. Its `metadata` is what the token says of itself, not the job's own.
         */
        NftMint: {
            /** @description name, description and attributes of the token, as marketplaces show them */
            metadata: components["schemas"]["TokenMetadata"];
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            /** @description an output of a completed job of this tenant */
            assetUrl: string;
            /** @default polygon */
            blockchain?: components["schemas"]["Blockchain"];
        };
        /**
         * SocialVariants
         * @description Ask for a picture or a video as platforms want it.
         */
        SocialVariants: {
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            sourceUrl: string;
            platforms: components["schemas"]["PlatformName"][];
            /**
             * @description put words over it: those of `text`, else what is said in the video
             * @default false
             */
            includeText?: boolean;
            /** @description the words to put over it; needs includeText */
            text?: string | null;
        };
        /**
         * SoundEffects
         * @description Ask for a sound. `duration` in seconds; `loop`: its end meets its beginning.
         */
        SoundEffects: {
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            prompt: string;
            /**
             * @description seconds
             * @default 5
             */
            duration?: number;
            /** @default false */
            loop?: boolean;
        };
        /**
         * TemplateRender
         * @description Ask for a template filled with data.
         */
        TemplateRender: {
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            /** @description as the template's JSON Schema has it; see `GET /templates/{templateId}` */
            data: {
                [key: string]: unknown;
            };
            /**
             * @description png and jpg: a picture a page; pdf: one document, vector, fonts embedded, tagged
             * @default png
             * @enum {string}
             */
            outputFormat?: "png" | "jpg" | "pdf";
            /** @description of the template; default: the newest */
            version?: number | null;
        };
        /**
         * Emotion
         * @enum {string}
         */
        Emotion: "neutral" | "happy" | "sad" | "angry" | "excited";
        /**
         * TextToSpeech
         * @description Ask for speech. `speed` 1 is the voice's own.
         */
        TextToSpeech: {
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            /** @description pauses are written <break time="500ms"/> or [pause 0.5s]; at most 30, of 10 s each */
            text: string;
            /** @description from GET /audio/voices; default: by language */
            voiceId?: string | null;
            /** @description BCP 47; default: found from the text */
            language?: string | null;
            /** @default 1 */
            speed?: number;
            /** @default neutral */
            emotion?: components["schemas"]["Emotion"];
            /**
             * @default mp3
             * @enum {string}
             */
            outputFormat?: "mp3" | "wav" | "opus";
        };
        /**
         * VideoClips
         * @description Ask for clips. `targetDuration` in seconds: none is longer.
         */
        VideoClips: {
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            videoUrl: string;
            /** @description seconds, at most; a clip ends well within */
            targetDuration: number;
            /** @description 9:16, following the subject; default: the video's own shape */
            platform?: ("instagram" | "tiktok" | "youtube-shorts") | null;
            /** @default 1 */
            numberOfClips?: number;
        };
        /**
         * VideoGeneration
         * @description Ask for a video. `duration` in seconds.
         */
        VideoGeneration: {
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            prompt: string;
            /**
             * @description seconds; the tier may allow fewer
             * @default 5
             */
            duration?: number;
            /** @default standard */
            quality?: components["schemas"]["Quality"];
            provider?: ("runway" | "pika" | "kling" | "luma" | "local") | null;
            /**
             * @default 30
             * @enum {integer}
             */
            fps?: 24 | 30 | 60;
            /**
             * @default 16:9
             * @enum {string}
             */
            aspectRatio?: "16:9" | "9:16" | "1:1";
            /** @description music composed for the film; `{}`: as its prompt suggests */
            music?: components["schemas"]["MusicBed"] | null;
        };
        /**
         * MergeClip
         * @description A clip, and the part of it that is wanted. Seconds.
         */
        MergeClip: {
            videoUrl: string;
            /** @default 0 */
            start?: number;
            /** @description default: the clip's end */
            end?: number | null;
        };
        /**
         * VideoMerge
         * @description Ask for one film of several clips.
         */
        VideoMerge: {
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            clips: components["schemas"]["MergeClip"][];
            /**
             * @description fade: through black; crossfade: both at once, which shortens the film
             * @default none
             * @enum {string}
             */
            transition?: "none" | "fade" | "crossfade";
            /**
             * @description seconds
             * @default 0.5
             */
            transitionDuration?: number;
            /** @description laid under the film, quieter while the clips sound; fades out with the film */
            audioUrl?: string | null;
            /** @description default: the first clip's shape */
            aspectRatio?: ("16:9" | "9:16" | "1:1") | null;
            /**
             * @default mp4
             * @enum {string}
             */
            outputFormat?: "mp4" | "webm";
        };
        /**
         * CaptionStyle
         * @description How captions look. `fontSize`: the em, in pixels of a picture 1080 pixels high.
         */
        CaptionStyle: {
            /** @default Noto Sans */
            fontFamily?: components["schemas"]["FontFamily"];
            /** @default 48 */
            fontSize?: number;
            /** @default #FFFFFF */
            color?: string;
            /** @default #000000A0 */
            backgroundColor?: string;
            /** @description the colour of the word that is being said; default: none is lit */
            highlight?: string | null;
        };
        /**
         * FontFamily
         * @description The families that render the same everywhere; other scripts fall back to their Noto face.
         * @enum {string}
         */
        FontFamily: "Noto Sans" | "Noto Sans CJK SC";
        /**
         * Position
         * @enum {string}
         */
        Position: "bottom" | "top" | "center";
        /**
         * VideoSubtitles
         * @description Ask for captions.
         */
        VideoSubtitles: {
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            videoUrl: string;
            /** @description BCP 47, of the captions: translated where it is not the spoken one; default: the spoken one */
            language?: string | null;
            /** @description BCP 47: what is spoken, or in the transcript; default: detected */
            sourceLanguage?: string | null;
            /** @description text, SRT, WebVTT, timings of ours, or an asset: aligned instead of recognised */
            transcript?: string | null;
            /**
             * @default {
             *       "fontFamily": "Noto Sans",
             *       "fontSize": 48,
             *       "color": "#FFFFFF",
             *       "backgroundColor": "#000000A0"
             *     }
             */
            style?: components["schemas"]["CaptionStyle"];
            /** @default bottom */
            position?: components["schemas"]["Position"];
        };
        /**
         * VideoTranslate
         * @description Ask for a video in another language.
         */
        VideoTranslate: {
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            videoUrl: string;
            /** @description BCP 47: what is to be spoken */
            targetLanguage: string;
            /** @description BCP 47; default: it is detected */
            sourceLanguage?: string | null;
            /** @description from GET /audio/voices, of the target language; default: chosen */
            voiceId?: string | null;
            /**
             * @description music and noise stay under the speech
             * @default true
             */
            keepBackground?: boolean;
        };
        /**
         * VideoUpscale
         * @description Ask for a larger video. `scale`: so many times as wide and high.
         */
        VideoUpscale: {
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            videoUrl: string;
            /**
             * @default 2
             * @enum {integer}
             */
            scale?: 2 | 4;
            /**
             * @description cleaned of noise and banding, and sharpened
             * @default true
             */
            enhanceDetails?: boolean;
        };
        /**
         * Consent
         * @description What the speaker agreed to: who, in which words, and when.
         */
        Consent: {
            subject: string;
            statement: string;
            /** Format: date-time */
            recordedAt: string;
        };
        /**
         * VoiceClone
         * @description Ask for a voice model. The samples are of one speaker, and last 1 to 10 minutes together.
         */
        VoiceClone: {
            /**
             * @description up to 16 string pairs, given back unchanged
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description labels to list by
             * @default []
             */
            tags?: string[];
            /** @description a price above it is refused with 402 */
            maxCredits?: number | null;
            /** @description time from creation to the end, at most */
            deadlineSeconds?: number | null;
            /**
             * @description whether another provider may serve
             * @default true
             */
            allowFallback?: boolean;
            /**
             * @default {
             *       "prefer": [],
             *       "exclude": [],
             *       "only": []
             *     }
             */
            routing?: components["schemas"]["Routing"];
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description length of a source that is not ours, for pricing */
            sourceSeconds?: number | null;
            /** @description where this job's events go, signed with the tenant's own secret */
            webhookUrl?: string | null;
            name: string;
            audioSamples: string[];
            /** @description BCP 47: what the voice is to speak */
            language: string;
            /** @default standard */
            quality?: components["schemas"]["Quality"];
            /** @description the speaker's agreement, kept with the model */
            consent?: components["schemas"]["Consent"] | null;
        };
    };
    responses: {
        /** @description `ERR_CONCURRENCY_LIMITED`: Too many jobs are waiting; `ERR_QUOTA_EXCEEDED`: The month's jobs are used up; `ERR_RATE_LIMITED`: Too many requests */
        "ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED": {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `ERR_CONFLICT`: Not possible in this state */
        ERR_CONFLICT: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `ERR_CONFLICT`: Not possible in this state; `ERR_IDEMPOTENCY_IN_FLIGHT`: The first request is still in flight */
        "ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT": {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `ERR_FORBIDDEN`: Not allowed */
        ERR_FORBIDDEN: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `ERR_FORBIDDEN`: Not allowed; `ERR_TIER_REQUIRED`: A higher tier is needed */
        "ERR_FORBIDDEN.ERR_TIER_REQUIRED": {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `ERR_IDEMPOTENCY_IN_FLIGHT`: The first request is still in flight */
        ERR_IDEMPOTENCY_IN_FLIGHT: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `ERR_IDEMPOTENCY_MISMATCH`: The key was used for another request */
        ERR_IDEMPOTENCY_MISMATCH: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `ERR_IDEMPOTENCY_MISMATCH`: The key was used for another request; `ERR_MEDIA_INVALID`: A source is not usable */
        "ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID": {
            headers: {
                "Preference-Applied": components["headers"]["Preference-Applied"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `ERR_IDEMPOTENCY_MISMATCH`: The key was used for another request; `ERR_MEDIA_INVALID`: A source is not usable; `ERR_SOURCE_FETCH_FAILED`: A source could not be fetched */
        "ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED": {
            headers: {
                "Preference-Applied": components["headers"]["Preference-Applied"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `ERR_INSUFFICIENT_CREDITS`: Not enough credits */
        ERR_INSUFFICIENT_CREDITS: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `ERR_INVALID_PROMPT`: Refused by content policy; `ERR_VALIDATION`: The request is not valid */
        "ERR_INVALID_PROMPT.ERR_VALIDATION": {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `ERR_JOB_TIMEOUT`: The job ran out of time */
        ERR_JOB_TIMEOUT: {
            headers: {
                "Preference-Applied": components["headers"]["Preference-Applied"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `ERR_MEDIA_INVALID`: A source is not usable */
        ERR_MEDIA_INVALID: {
            headers: {
                "Preference-Applied": components["headers"]["Preference-Applied"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `ERR_NOT_FOUND`: Not found */
        ERR_NOT_FOUND: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `ERR_PAYLOAD_TOO_LARGE`: Too large */
        ERR_PAYLOAD_TOO_LARGE: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `ERR_PROVIDER_ERROR`: No provider delivered */
        ERR_PROVIDER_ERROR: {
            headers: {
                "Preference-Applied": components["headers"]["Preference-Applied"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `ERR_PROVIDER_UNAVAILABLE`: No provider can take this; `ERR_UNAVAILABLE`: Not available just now */
        "ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE": {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `ERR_RATE_LIMITED`: Too many requests */
        ERR_RATE_LIMITED: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `ERR_UNAUTHORIZED`: Not authenticated */
        ERR_UNAUTHORIZED: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `ERR_UNAVAILABLE`: Not available just now */
        ERR_UNAVAILABLE: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `ERR_UNSUPPORTED_MEDIA`: Unsupported media type */
        ERR_UNSUPPORTED_MEDIA: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `ERR_VALIDATION`: The request is not valid */
        ERR_VALIDATION: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /**
         * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
         * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
         */
        IdempotencyKey: string;
        /**
         * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
         * @example checkout-4711
         */
        RequestId: string;
        /**
         * @description The token's own tenant, or it is refused. An operator's may name any.
         * @example acme
         */
        TenantId: string;
        /**
         * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
         * @example wait=30
         */
        Prefer: string;
        /**
         * @description An `ETag` that was seen: `304` while it is the same.
         * @example "7-485012"
         */
        IfNoneMatch: string;
        /**
         * @description The last version that was seen: the stream goes on after it, with nothing lost.
         * @example 3
         */
        LastEventId: string;
        /**
         * @description A part of the file, in bytes (RFC 9110).
         * @example bytes=0-65535
         */
        Range: string;
    };
    requestBodies: never;
    headers: {
        /** @description the request's id, to name it to support */
        "X-Request-Id": string;
        /** @description what is allowed: `"requests";q=` requests in `w=` seconds */
        "RateLimit-Policy": string;
        /** @description what is left of it: `r=` requests for `t=` seconds */
        RateLimit: string;
        /** @description seconds to wait before the next try, or the first look */
        "Retry-After": string;
        /** @description how to authenticate */
        "WWW-Authenticate": string;
        /** @description where the new job or pipeline is read */
        Location: string;
        /** @description names this state: send it as `If-None-Match` */
        ETag: string;
        /** @description who may keep the answer, and for how long */
        "Cache-Control": string;
        /** @description `rel="next"`: the next page (RFC 8288) */
        Link: string;
        /** @description `true`: the first answer again; nothing was done anew */
        "Idempotent-Replayed": string;
        /** @description the `Prefer` that was heeded */
        "Preference-Applied": string;
        /** @description `bytes` */
        "Accept-Ranges": string;
        /** @description which bytes these are, of how many */
        "Content-Range": string;
    };
    pathItems: never;
}
export type AssetShown = components['schemas']['AssetShown'];
export type AvatarShown = components['schemas']['AvatarShown'];
export type Cancelled = components['schemas']['Cancelled'];
export type CloudEvent = components['schemas']['CloudEvent'];
export type Corrected = components['schemas']['Corrected'];
export type DeliveryTry = components['schemas']['DeliveryTry'];
export type DeliveryShown = components['schemas']['DeliveryShown'];
export type Entry = components['schemas']['Entry'];
export type GraphMistake = components['schemas']['GraphMistake'];
export type GraphAnswer = components['schemas']['GraphAnswer'];
export type Heard = components['schemas']['Heard'];
export type Attempt = components['schemas']['Attempt'];
export type JobError = components['schemas']['JobError'];
export type JobStatus = components['schemas']['JobStatus'];
export type OutputFile = components['schemas']['OutputFile'];
export type Phase = components['schemas']['Phase'];
export type Queue = components['schemas']['Queue'];
export type Step = components['schemas']['Step'];
export type Job = components['schemas']['Job'];
export type JobEventData = components['schemas']['JobEventData'];
export type Key = components['schemas']['Key'];
export type Genre = components['schemas']['Genre'];
export type Mood = components['schemas']['Mood'];
export type MusicGenre = components['schemas']['MusicGenre'];
export type MusicMood = components['schemas']['MusicMood'];
export type MusicTempo = components['schemas']['MusicTempo'];
export type Speed = components['schemas']['Speed'];
export type Tempo = components['schemas']['Tempo'];
export type KindsOfMusic = components['schemas']['KindsOfMusic'];
export type Live = components['schemas']['Live'];
export type Meta = components['schemas']['Meta'];
export type MintShown = components['schemas']['MintShown'];
export type Page = components['schemas']['Page'];
export type PipelineJob = components['schemas']['PipelineJob'];
export type PipelineStepShown = components['schemas']['PipelineStepShown'];
export type Pipeline = components['schemas']['Pipeline'];
export type Interval = components['schemas']['Interval'];
export type PlannedProvider = components['schemas']['PlannedProvider'];
export type PlannedStep = components['schemas']['PlannedStep'];
export type Price = components['schemas']['Price'];
export type PipelinePlan = components['schemas']['PipelinePlan'];
export type PipelineSubmitted = components['schemas']['PipelineSubmitted'];
export type NetworkFees = components['schemas']['NetworkFees'];
export type Plan = components['schemas']['Plan'];
export type FilmRules = components['schemas']['FilmRules'];
export type Format = components['schemas']['Format'];
export type Frame = components['schemas']['Frame'];
export type PictureRules = components['schemas']['PictureRules'];
export type PlatformName = components['schemas']['PlatformName'];
export type SafeArea = components['schemas']['SafeArea'];
export type Platform = components['schemas']['Platform'];
export type PresetShown = components['schemas']['PresetShown'];
export type Presigned = components['schemas']['Presigned'];
export type FieldProblem = components['schemas']['FieldProblem'];
export type Problem = components['schemas']['Problem'];
export type ProviderCost = components['schemas']['ProviderCost'];
export type ProviderHealth = components['schemas']['ProviderHealth'];
export type ProviderSwitch = components['schemas']['ProviderSwitch'];
export type Checks = components['schemas']['Checks'];
export type Ready = components['schemas']['Ready'];
export type Redelivered = components['schemas']['Redelivered'];
export type Requeued = components['schemas']['Requeued'];
export type FieldError = components['schemas']['FieldError'];
export type SocketMistake = components['schemas']['SocketMistake'];
export type SocketError = components['schemas']['SocketError'];
export type SocketFrame = components['schemas']['SocketFrame'];
export type Supports = components['schemas']['Supports'];
export type SpokenLanguage = components['schemas']['SpokenLanguage'];
export type Submitted = components['schemas']['Submitted'];
export type Subscribe = components['schemas']['Subscribe'];
export type Category = components['schemas']['Category'];
export type TemplateEventData = components['schemas']['TemplateEventData'];
export type TemplateListed = components['schemas']['TemplateListed'];
export type TemplateShown = components['schemas']['TemplateShown'];
export type TestEventData = components['schemas']['TestEventData'];
export type Ticket = components['schemas']['Ticket'];
export type Unsubscribe = components['schemas']['Unsubscribe'];
export type Accepted = components['schemas']['Accepted'];
export type AtOnce = components['schemas']['AtOnce'];
export type Usage = components['schemas']['Usage'];
export type Voice = components['schemas']['Voice'];
export type SampleProblem = components['schemas']['SampleProblem'];
export type SampleReport = components['schemas']['SampleReport'];
export type SamplesReport = components['schemas']['SamplesReport'];
export type VoiceModel = components['schemas']['VoiceModel'];
export type VoiceModelEventData = components['schemas']['VoiceModelEventData'];
export type Wallet = components['schemas']['Wallet'];
export type WebhookShown = components['schemas']['WebhookShown'];
export type RetryRequest = components['schemas']['RetryRequest'];
export type Parameter = components['schemas']['Parameter'];
export type Parameters = components['schemas']['Parameters'];
export type Preset = components['schemas']['Preset'];
export type PresetRequest = components['schemas']['PresetRequest'];
export type ForEach = components['schemas']['ForEach'];
export type PipelineStep = components['schemas']['PipelineStep'];
export type When = components['schemas']['When'];
export type PipelineRequest = components['schemas']['PipelineRequest'];
export type EstimateRequest = components['schemas']['EstimateRequest'];
export type Ability = components['schemas']['Ability'];
export type Switch = components['schemas']['Switch'];
export type TopUp = components['schemas']['TopUp'];
export type Correction = components['schemas']['Correction'];
export type UploadRequest = components['schemas']['UploadRequest'];
export type NewKey = components['schemas']['NewKey'];
export type NewWebhook = components['schemas']['NewWebhook'];
export type WebhookChange = components['schemas']['WebhookChange'];
export type Span = components['schemas']['Span'];
export type NewTemplate = components['schemas']['NewTemplate'];
export type TemplateChange = components['schemas']['TemplateChange'];
export type GraphRequest = components['schemas']['GraphRequest'];
export type Routing = components['schemas']['Routing'];
export type AvatarAnimation = components['schemas']['AvatarAnimation'];
export type AvatarStyle = components['schemas']['AvatarStyle'];
export type Quality = components['schemas']['Quality'];
export type AvatarGeneration = components['schemas']['AvatarGeneration'];
export type BackgroundRemoval = components['schemas']['BackgroundRemoval'];
export type CustomSpeech = components['schemas']['CustomSpeech'];
export type StylePreset = components['schemas']['StylePreset'];
export type ImageGeneration = components['schemas']['ImageGeneration'];
export type ImageInpaint = components['schemas']['ImageInpaint'];
export type ImageOutpaint = components['schemas']['ImageOutpaint'];
export type MusicBed = components['schemas']['MusicBed'];
export type ImageToVideo = components['schemas']['ImageToVideo'];
export type ImageTransform = components['schemas']['ImageTransform'];
export type ImageUpscale = components['schemas']['ImageUpscale'];
export type ImageVariations = components['schemas']['ImageVariations'];
export type MusicExtension = components['schemas']['MusicExtension'];
export type MusicGeneration = components['schemas']['MusicGeneration'];
export type Attribute = components['schemas']['Attribute'];
export type Blockchain = components['schemas']['Blockchain'];
export type TokenMetadata = components['schemas']['TokenMetadata'];
export type NftMint = components['schemas']['NftMint'];
export type SocialVariants = components['schemas']['SocialVariants'];
export type SoundEffects = components['schemas']['SoundEffects'];
export type TemplateRender = components['schemas']['TemplateRender'];
export type Emotion = components['schemas']['Emotion'];
export type TextToSpeech = components['schemas']['TextToSpeech'];
export type VideoClips = components['schemas']['VideoClips'];
export type VideoGeneration = components['schemas']['VideoGeneration'];
export type MergeClip = components['schemas']['MergeClip'];
export type VideoMerge = components['schemas']['VideoMerge'];
export type CaptionStyle = components['schemas']['CaptionStyle'];
export type FontFamily = components['schemas']['FontFamily'];
export type Position = components['schemas']['Position'];
export type VideoSubtitles = components['schemas']['VideoSubtitles'];
export type VideoTranslate = components['schemas']['VideoTranslate'];
export type VideoUpscale = components['schemas']['VideoUpscale'];
export type Consent = components['schemas']['Consent'];
export type VoiceClone = components['schemas']['VoiceClone'];
export type ResponseErrConcurrencyLimitedErrQuotaExceededErrRateLimited = components['responses']['ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED'];
export type ResponseErrConflict = components['responses']['ERR_CONFLICT'];
export type ResponseErrConflictErrIdempotencyInFlight = components['responses']['ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT'];
export type ResponseErrForbidden = components['responses']['ERR_FORBIDDEN'];
export type ResponseErrForbiddenErrTierRequired = components['responses']['ERR_FORBIDDEN.ERR_TIER_REQUIRED'];
export type ResponseErrIdempotencyInFlight = components['responses']['ERR_IDEMPOTENCY_IN_FLIGHT'];
export type ResponseErrIdempotencyMismatch = components['responses']['ERR_IDEMPOTENCY_MISMATCH'];
export type ResponseErrIdempotencyMismatchErrMediaInvalid = components['responses']['ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID'];
export type ResponseErrIdempotencyMismatchErrMediaInvalidErrSourceFetchFailed = components['responses']['ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED'];
export type ResponseErrInsufficientCredits = components['responses']['ERR_INSUFFICIENT_CREDITS'];
export type ResponseErrInvalidPromptErrValidation = components['responses']['ERR_INVALID_PROMPT.ERR_VALIDATION'];
export type ResponseErrJobTimeout = components['responses']['ERR_JOB_TIMEOUT'];
export type ResponseErrMediaInvalid = components['responses']['ERR_MEDIA_INVALID'];
export type ResponseErrNotFound = components['responses']['ERR_NOT_FOUND'];
export type ResponseErrPayloadTooLarge = components['responses']['ERR_PAYLOAD_TOO_LARGE'];
export type ResponseErrProviderError = components['responses']['ERR_PROVIDER_ERROR'];
export type ResponseErrProviderUnavailableErrUnavailable = components['responses']['ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE'];
export type ResponseErrRateLimited = components['responses']['ERR_RATE_LIMITED'];
export type ResponseErrUnauthorized = components['responses']['ERR_UNAUTHORIZED'];
export type ResponseErrUnavailable = components['responses']['ERR_UNAVAILABLE'];
export type ResponseErrUnsupportedMedia = components['responses']['ERR_UNSUPPORTED_MEDIA'];
export type ResponseErrValidation = components['responses']['ERR_VALIDATION'];
export type ParameterIdempotencyKey = components['parameters']['IdempotencyKey'];
export type ParameterRequestId = components['parameters']['RequestId'];
export type ParameterTenantId = components['parameters']['TenantId'];
export type ParameterPrefer = components['parameters']['Prefer'];
export type ParameterIfNoneMatch = components['parameters']['IfNoneMatch'];
export type ParameterLastEventId = components['parameters']['LastEventId'];
export type ParameterRange = components['parameters']['Range'];
export type HeaderXRequestId = components['headers']['X-Request-Id'];
export type HeaderRateLimitPolicy = components['headers']['RateLimit-Policy'];
export type HeaderRateLimit = components['headers']['RateLimit'];
export type HeaderRetryAfter = components['headers']['Retry-After'];
export type HeaderWwwAuthenticate = components['headers']['WWW-Authenticate'];
export type HeaderLocation = components['headers']['Location'];
export type HeaderETag = components['headers']['ETag'];
export type HeaderCacheControl = components['headers']['Cache-Control'];
export type HeaderLink = components['headers']['Link'];
export type HeaderIdempotentReplayed = components['headers']['Idempotent-Replayed'];
export type HeaderPreferenceApplied = components['headers']['Preference-Applied'];
export type HeaderAcceptRanges = components['headers']['Accept-Ranges'];
export type HeaderContentRange = components['headers']['Content-Range'];
export type $defs = Record<string, never>;
export interface operations {
    getJob: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description An `ETag` that was seen: `304` while it is the same.
                 * @example "7-485012"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The job. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Not changed */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    deleteJob: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                /** @description The job. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            409: components["responses"]["ERR_CONFLICT"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description Only those in this state. */
                status?: components["schemas"]["JobStatus"] | null;
                /** @description Only jobs of this type, such as `image-generation`. */
                type?: string | null;
                /** @description Only those with this tag. */
                tag?: string | null;
                /** @description Only what was created after this time. */
                createdAfter?: string | null;
                /** @description Only what was created before this time. */
                createdBefore?: string | null;
                /** @description `tenant`: all of the tenant's; needs role admin */
                scope?: "own" | "tenant";
                /** @description How many there are on a page, at most. */
                limit?: number;
                /** @description `page.nextCursor` of the page before, with the same filter. */
                cursor?: string | null;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Job"][];
                        page: components["schemas"]["Page"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The job. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Cancelled"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    retryJob: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The job. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RetryRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Requeued"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
        };
    };
    createJobTicket: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The job. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Ticket"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            409: components["responses"]["ERR_IDEMPOTENCY_IN_FLIGHT"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    followJob: {
        parameters: {
            query?: {
                /** @description A ticket for just this, in the place of a token. */
                ticket?: string | null;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description The last version that was seen: the stream goes on after it, with nothing lost.
                 * @example 3
                 */
                "Last-Event-ID"?: components["parameters"]["LastEventId"];
            };
            path: {
                /** @description The job. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events: `data` is the snapshot at the version that is the event's `id`; `retry` says when to connect again, and a comment every 15 s keeps the connection. It ends with the last event. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The job is over and its last event was seen: do not reconnect */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    listPresets: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PresetShown"][];
                        page: components["schemas"]["Page"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    createPreset: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Preset"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PresetShown"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    runPreset: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The name. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PresetRequest"];
            };
        };
        responses: {
            /** @description The dry run's plan */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PipelinePlan"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PipelineSubmitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            404: components["responses"]["ERR_NOT_FOUND"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
        };
    };
    deletePreset: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                /** @description The name. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    listPipelines: {
        parameters: {
            query?: {
                /** @description Only those in this state. */
                status?: components["schemas"]["JobStatus"] | null;
                /** @description Only those with this tag. */
                tag?: string | null;
                /** @description `own`: the caller's; `tenant`: all of the tenant's, which needs role admin. */
                scope?: "own" | "tenant";
                /** @description How many there are on a page, at most. */
                limit?: number;
                /** @description `page.nextCursor` of the page before, with the same filter. */
                cursor?: string | null;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Pipeline"][];
                        page: components["schemas"]["Page"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    submitPipeline: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PipelineRequest"];
            };
        };
        responses: {
            /** @description The dry run's plan */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PipelinePlan"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PipelineSubmitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
        };
    };
    getPipeline: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description An `ETag` that was seen: `304` while it is the same.
                 * @example "7-485012"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The pipeline. */
                pipelineId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Pipeline"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Not changed */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    cancelPipeline: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The pipeline. */
                pipelineId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Cancelled"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    retryPipeline: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The pipeline. */
                pipelineId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Requeued"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    createPipelineTicket: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The pipeline. */
                pipelineId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Ticket"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            409: components["responses"]["ERR_IDEMPOTENCY_IN_FLIGHT"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    followPipeline: {
        parameters: {
            query?: {
                /** @description A ticket for just this, in the place of a token. */
                ticket?: string | null;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description The last version that was seen: the stream goes on after it, with nothing lost.
                 * @example 3
                 */
                "Last-Event-ID"?: components["parameters"]["LastEventId"];
            };
            path: {
                /** @description The pipeline. */
                pipelineId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events: `data` is the snapshot at the version that is the event's `id`; `retry` says when to connect again, and a comment every 15 s keeps the connection. It ends with the last event. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The pipeline is over and its last event was seen: do not reconnect */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    createEstimate: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EstimateRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["PipelinePlan"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
        };
    };
    listVoices: {
        parameters: {
            query?: {
                /** @description BCP 47, or its beginning */
                language?: string | null;
                /** @description Only voices of this gender. */
                gender?: ("female" | "male" | "neutral") | null;
                /** @description How many there are on a page, at most. */
                limit?: number;
                /** @description `page.nextCursor` of the page before, with the same filter. */
                cursor?: string | null;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Voice"][];
                        page: components["schemas"]["Page"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    getVoicePreview: {
        parameters: {
            query: {
                /** @description When the signed url ends, in seconds since 1970: as the url came. */
                expires: number;
                /** @description The url's signature: as the url came. */
                signature: string;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The voice, by its id in the list of voices. */
                voiceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How it sounds */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "audio/ogg": string;
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    listLanguages: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["SpokenLanguage"][];
                        page: components["schemas"]["Page"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    listGenres: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["KindsOfMusic"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    listPlatforms: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Platform"][];
                        page: components["schemas"]["Page"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    listProviderHealth: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ProviderHealth"][];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    listProviderCosts: {
        parameters: {
            query?: {
                /** @description How many days back. */
                days?: number;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ProviderCost"][];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    disableProvider: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The provider, by the name that health tells. */
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Switch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ProviderSwitch"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            409: components["responses"]["ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    enableProvider: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The provider, by the name that health tells. */
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Switch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ProviderSwitch"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            409: components["responses"]["ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    receiveProviderWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The provider, by the name that health tells. */
                provider: string;
                /** @description The secret part of the address that the vendor was given. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Heard"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            404: components["responses"]["ERR_NOT_FOUND"];
            409: components["responses"]["ERR_CONFLICT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    getWallet: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Wallet"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    listWalletEntries: {
        parameters: {
            query?: {
                /** @description How many there are on a page, at most. */
                limit?: number;
                /** @description `page.nextCursor` of the page before, with the same filter. */
                cursor?: string | null;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Entry"][];
                        page: components["schemas"]["Page"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    giveCredits: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TopUp"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Wallet"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    correctCharge: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Correction"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Corrected"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    getUsage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Usage"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    createUpload: {
        parameters: {
            query?: {
                /** @description The name. */
                name?: string;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
                "application/json": components["schemas"]["UploadRequest"];
            };
        };
        responses: {
            /** @description The asset; for a JSON body, where to put the file */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AssetShown"] | components["schemas"]["Presigned"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            409: components["responses"]["ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    putUpload: {
        parameters: {
            query: {
                /** @description A ticket for just this, in the place of a token. */
                ticket: string;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The file. */
                assetId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AssetShown"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            404: components["responses"]["ERR_NOT_FOUND"];
            409: components["responses"]["ERR_CONFLICT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            422: components["responses"]["ERR_MEDIA_INVALID"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    getAsset: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                /** @description The file. */
                assetId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AssetShown"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    deleteAsset: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                /** @description The file. */
                assetId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            409: components["responses"]["ERR_CONFLICT"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    getAssetContent: {
        parameters: {
            query: {
                /** @description When the signed url ends, in seconds since 1970: as the url came. */
                expires: number;
                /** @description The url's signature: as the url came. */
                signature: string;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description An `ETag` that was seen: `304` while it is the same.
                 * @example "7-485012"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description A part of the file, in bytes (RFC 9110).
                 * @example bytes=0-65535
                 */
                Range?: components["parameters"]["Range"];
            };
            path: {
                /** @description The file. */
                assetId: string;
                /** @description Any ending: for people and players. */
                ext: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description A range of it */
            206: {
                headers: {
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Range": components["headers"]["Content-Range"];
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not changed */
            304: {
                headers: {
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ERR_VALIDATION"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            /** @description No such range */
            416: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    listApiKeys: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Key"][];
                        page: components["schemas"]["Page"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewKey"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Key"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            409: components["responses"]["ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    deleteApiKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                /** @description The API key, by its id: never its secret. */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    listVoiceModels: {
        parameters: {
            query?: {
                /** @description Only those in this state. */
                status?: ("training" | "ready" | "failed") | null;
                /** @description How many there are on a page, at most. */
                limit?: number;
                /** @description `page.nextCursor` of the page before, with the same filter. */
                cursor?: string | null;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["VoiceModel"][];
                        page: components["schemas"]["Page"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    getVoiceModel: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                /** @description The voice model. */
                voiceModelId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["VoiceModel"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    deleteVoiceModel: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                /** @description The voice model. */
                voiceModelId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    listAvatars: {
        parameters: {
            query?: {
                /** @description Only those in this state. */
                status?: ("training" | "ready" | "failed") | null;
                /** @description How many there are on a page, at most. */
                limit?: number;
                /** @description `page.nextCursor` of the page before, with the same filter. */
                cursor?: string | null;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AvatarShown"][];
                        page: components["schemas"]["Page"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    getAvatar: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                /** @description The avatar. */
                avatarModelId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AvatarShown"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    deleteAvatar: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                /** @description The avatar. */
                avatarModelId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WebhookShown"][];
                        page: components["schemas"]["Page"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhook"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WebhookShown"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                /** @description The endpoint. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WebhookShown"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                /** @description The endpoint. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            409: components["responses"]["ERR_CONFLICT"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    updateWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                /** @description The endpoint. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WebhookShown"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            409: components["responses"]["ERR_CONFLICT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The endpoint. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WebhookShown"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            409: components["responses"]["ERR_IDEMPOTENCY_IN_FLIGHT"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    sendWebhookTest: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The endpoint. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["DeliveryShown"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description Only those in this state. */
                status?: ("pending" | "delivered" | "failed" | "dropped") | null;
                /** @description How many there are on a page, at most. */
                limit?: number;
                /** @description `page.nextCursor` of the page before, with the same filter. */
                cursor?: string | null;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                /** @description The endpoint. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["DeliveryShown"][];
                        page: components["schemas"]["Page"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    redeliverWebhookEvent: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description One event owed to one endpoint. */
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["DeliveryShown"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    redeliverWebhookEvents: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The endpoint. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Span"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Redelivered"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    listTemplates: {
        parameters: {
            query?: {
                /** @description Only templates of this category. */
                category?: components["schemas"]["Category"] | null;
                /** @description How many there are on a page, at most. */
                limit?: number;
                /** @description `page.nextCursor` of the page before, with the same filter. */
                cursor?: string | null;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description An `ETag` that was seen: `304` while it is the same.
                 * @example "7-485012"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TemplateListed"][];
                        page: components["schemas"]["Page"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Not changed */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    createTemplate: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTemplate"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TemplateShown"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    getTemplate: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description An `ETag` that was seen: `304` while it is the same.
                 * @example "7-485012"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The template. */
                templateId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TemplateShown"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Not changed */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    updateTemplate: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                /** @description The template. */
                templateId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TemplateShown"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            404: components["responses"]["ERR_NOT_FOUND"];
            409: components["responses"]["ERR_CONFLICT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    getTemplatePreview: {
        parameters: {
            query: {
                /** @description Which version: as the url came. */
                version: number;
                /** @description When the signed url ends, in seconds since 1970: as the url came. */
                expires?: number;
                /** @description The url's signature: as the url came. */
                signature?: string;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The template. */
                templateId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How it looks */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": string;
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    getMint: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                /** @description The mint: a job's id with `mint_` for `job_`. */
                mintId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["MintShown"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            403: components["responses"]["ERR_FORBIDDEN"];
            404: components["responses"]["ERR_NOT_FOUND"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    getMintFile: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The mint: a job's id with `mint_` for `job_`. */
                mintId: string;
                /** @description The name. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            400: components["responses"]["ERR_VALIDATION"];
            404: components["responses"]["ERR_NOT_FOUND"];
            429: components["responses"]["ERR_RATE_LIMITED"];
            503: components["responses"]["ERR_UNAVAILABLE"];
        };
    };
    queryGraphql: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GraphRequest"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphAnswer"];
                };
            };
            /** @description ERR_VALIDATION */
            400: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphAnswer"];
                };
            };
            /** @description ERR_UNAUTHORIZED */
            401: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphAnswer"];
                };
            };
            /** @description ERR_FORBIDDEN */
            403: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphAnswer"];
                };
            };
            /** @description ERR_PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphAnswer"];
                };
            };
            /** @description ERR_UNSUPPORTED_MEDIA */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphAnswer"];
                };
            };
            /** @description ERR_RATE_LIMITED */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphAnswer"];
                };
            };
            /** @description ERR_UNAVAILABLE */
            503: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphAnswer"];
                };
            };
        };
    };
    submitAvatarAnimation: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AvatarAnimation"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    submitAvatarGeneration: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AvatarGeneration"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    submitBackgroundRemoval: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BackgroundRemoval"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    submitCustomSpeech: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomSpeech"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    submitImageGeneration: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImageGeneration"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    submitImageInpaint: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImageInpaint"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    submitImageOutpaint: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImageOutpaint"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    submitImageToVideo: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImageToVideo"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    submitImageTransform: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImageTransform"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    submitImageUpscale: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImageUpscale"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    submitImageVariations: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImageVariations"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    submitMusicExtension: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MusicExtension"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    submitMusicGeneration: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MusicGeneration"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    submitNftMint: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NftMint"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    submitSocialVariants: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SocialVariants"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    submitSoundEffects: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SoundEffects"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    submitTemplateRender: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description The template. */
                templateId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateRender"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            404: components["responses"]["ERR_NOT_FOUND"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    submitTextToSpeech: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TextToSpeech"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    submitVideoClips: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VideoClips"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    submitVideoGeneration: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VideoGeneration"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    submitVideoMerge: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VideoMerge"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    submitVideoSubtitles: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VideoSubtitles"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    submitVideoTranslate: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VideoTranslate"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    submitVideoUpscale: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VideoUpscale"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    submitVoiceClone: {
        parameters: {
            query?: {
                /** @description validate, moderate, price and plan; run and hold nothing (answers 200) */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
                /**
                 * @description The token's own tenant, or it is refused. An operator's may name any.
                 * @example acme
                 */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
                /**
                 * @description A repeat within 24 h with the same key and body gets the first answer, and does nothing again.
                 * @example 7f4d4c1e-0f5b-4a5e-9d0b-3f1c7a2e6b90
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: hold the answer until the job ends, N seconds at most, up to 60. Who hangs up cancels nothing.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VoiceClone"];
            };
        };
        responses: {
            /** @description The dry run's plan, or with `Prefer: wait` the finished job */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"] | components["schemas"]["Job"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    Location: components["headers"]["Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Submitted"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ERR_INVALID_PROMPT.ERR_VALIDATION"];
            401: components["responses"]["ERR_UNAUTHORIZED"];
            402: components["responses"]["ERR_INSUFFICIENT_CREDITS"];
            403: components["responses"]["ERR_FORBIDDEN.ERR_TIER_REQUIRED"];
            409: components["responses"]["ERR_CONFLICT.ERR_IDEMPOTENCY_IN_FLIGHT"];
            413: components["responses"]["ERR_PAYLOAD_TOO_LARGE"];
            415: components["responses"]["ERR_UNSUPPORTED_MEDIA"];
            422: components["responses"]["ERR_IDEMPOTENCY_MISMATCH.ERR_MEDIA_INVALID.ERR_SOURCE_FETCH_FAILED"];
            429: components["responses"]["ERR_CONCURRENCY_LIMITED.ERR_QUOTA_EXCEEDED.ERR_RATE_LIMITED"];
            502: components["responses"]["ERR_PROVIDER_ERROR"];
            503: components["responses"]["ERR_PROVIDER_UNAVAILABLE.ERR_UNAVAILABLE"];
            504: components["responses"]["ERR_JOB_TIMEOUT"];
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Live"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The request's id: yours, or else one is made. Errors, logs and the answer's header carry it.
                 * @example checkout-4711
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It can */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ready"];
                };
            };
            /** @description PostgreSQL or storage is away */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ready"];
                };
            };
        };
    };
    "studio.render-job.created.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description the event's id, the same at every try: do once what it asks for */
                "webhook-id": string;
                /** @description when this try was signed, in seconds since 1970 */
                "webhook-timestamp": string;
                /** @description `v1,` HMAC-SHA256 and `v1a,` Ed25519, apart by spaces; two of each while a secret is changed */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    /** @constant */
                    type?: "studio.render-job.created.v1";
                    data: components["schemas"]["JobEventData"];
                };
            };
        };
        responses: {
            /** @description Nobody is there any more: the endpoint is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken: it is not sent again */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, ten times over three days; `Retry-After` is heeded */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "studio.render-job.completed.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description the event's id, the same at every try: do once what it asks for */
                "webhook-id": string;
                /** @description when this try was signed, in seconds since 1970 */
                "webhook-timestamp": string;
                /** @description `v1,` HMAC-SHA256 and `v1a,` Ed25519, apart by spaces; two of each while a secret is changed */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    /** @constant */
                    type?: "studio.render-job.completed.v1";
                    data: components["schemas"]["JobEventData"];
                };
            };
        };
        responses: {
            /** @description Nobody is there any more: the endpoint is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken: it is not sent again */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, ten times over three days; `Retry-After` is heeded */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "studio.render-job.failed.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description the event's id, the same at every try: do once what it asks for */
                "webhook-id": string;
                /** @description when this try was signed, in seconds since 1970 */
                "webhook-timestamp": string;
                /** @description `v1,` HMAC-SHA256 and `v1a,` Ed25519, apart by spaces; two of each while a secret is changed */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    /** @constant */
                    type?: "studio.render-job.failed.v1";
                    data: components["schemas"]["JobEventData"];
                };
            };
        };
        responses: {
            /** @description Nobody is there any more: the endpoint is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken: it is not sent again */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, ten times over three days; `Retry-After` is heeded */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "studio.template.created.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description the event's id, the same at every try: do once what it asks for */
                "webhook-id": string;
                /** @description when this try was signed, in seconds since 1970 */
                "webhook-timestamp": string;
                /** @description `v1,` HMAC-SHA256 and `v1a,` Ed25519, apart by spaces; two of each while a secret is changed */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    /** @constant */
                    type?: "studio.template.created.v1";
                    data: components["schemas"]["TemplateEventData"];
                };
            };
        };
        responses: {
            /** @description Nobody is there any more: the endpoint is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken: it is not sent again */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, ten times over three days; `Retry-After` is heeded */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "studio.template.updated.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description the event's id, the same at every try: do once what it asks for */
                "webhook-id": string;
                /** @description when this try was signed, in seconds since 1970 */
                "webhook-timestamp": string;
                /** @description `v1,` HMAC-SHA256 and `v1a,` Ed25519, apart by spaces; two of each while a secret is changed */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    /** @constant */
                    type?: "studio.template.updated.v1";
                    data: components["schemas"]["TemplateEventData"];
                };
            };
        };
        responses: {
            /** @description Nobody is there any more: the endpoint is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken: it is not sent again */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, ten times over three days; `Retry-After` is heeded */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "studio.voice-model.created.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description the event's id, the same at every try: do once what it asks for */
                "webhook-id": string;
                /** @description when this try was signed, in seconds since 1970 */
                "webhook-timestamp": string;
                /** @description `v1,` HMAC-SHA256 and `v1a,` Ed25519, apart by spaces; two of each while a secret is changed */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    /** @constant */
                    type?: "studio.voice-model.created.v1";
                    data: components["schemas"]["VoiceModelEventData"];
                };
            };
        };
        responses: {
            /** @description Nobody is there any more: the endpoint is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken: it is not sent again */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, ten times over three days; `Retry-After` is heeded */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "studio.voice-model.ready.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description the event's id, the same at every try: do once what it asks for */
                "webhook-id": string;
                /** @description when this try was signed, in seconds since 1970 */
                "webhook-timestamp": string;
                /** @description `v1,` HMAC-SHA256 and `v1a,` Ed25519, apart by spaces; two of each while a secret is changed */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    /** @constant */
                    type?: "studio.voice-model.ready.v1";
                    data: components["schemas"]["VoiceModelEventData"];
                };
            };
        };
        responses: {
            /** @description Nobody is there any more: the endpoint is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken: it is not sent again */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, ten times over three days; `Retry-After` is heeded */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "studio.webhook.test.v1": {
        parameters: {
            query?: never;
            header: {
                /** @description the event's id, the same at every try: do once what it asks for */
                "webhook-id": string;
                /** @description when this try was signed, in seconds since 1970 */
                "webhook-timestamp": string;
                /** @description `v1,` HMAC-SHA256 and `v1a,` Ed25519, apart by spaces; two of each while a secret is changed */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    /** @constant */
                    type?: "studio.webhook.test.v1";
                    data: components["schemas"]["TestEventData"];
                };
            };
        };
        responses: {
            /** @description Nobody is there any more: the endpoint is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken: it is not sent again */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, ten times over three days; `Retry-After` is heeded */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
