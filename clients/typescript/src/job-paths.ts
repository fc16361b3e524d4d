// Written by `npm run generate` from docs/openapi.json: change that, not this.

/** Where a job of each type is submitted. */
export const JOB_PATHS = {
  "avatar-animation": "/studio/v1/avatars/animate",
  "avatar-generation": "/studio/v1/avatars/generate",
  "background-removal": "/studio/v1/images/remove-background",
  "custom-speech": "/studio/v1/audio/generate-speech",
  "image-generation": "/studio/v1/images/generate",
  "image-inpaint": "/studio/v1/images/inpaint",
  "image-outpaint": "/studio/v1/images/outpaint",
  "image-to-video": "/studio/v1/videos/image-to-video",
  "image-transform": "/studio/v1/images/transform",
  "image-upscale": "/studio/v1/images/upscale",
  "image-variations": "/studio/v1/images/variations",
  "music-extension": "/studio/v1/music/extend",
  "music-generation": "/studio/v1/music/generate",
  "nft-mint": "/studio/v1/nft/mint",
  "sound-effects": "/studio/v1/audio/sound-effects",
  "template-render": "/studio/v1/templates/{templateId}/render",
  "text-to-speech": "/studio/v1/audio/text-to-speech",
  "video-clips": "/studio/v1/videos/clips",
  "video-generation": "/studio/v1/videos/generate",
  "video-merge": "/studio/v1/videos/merge",
  "video-subtitles": "/studio/v1/videos/subtitles",
  "video-translate": "/studio/v1/videos/translate",
  "video-upscale": "/studio/v1/videos/upscale",
  "voice-clone": "/studio/v1/audio/clone-voice",
} as const;
