"""A method a job type. Written from the job types: `python -m runtime.builder`."""

from studio._steps.audio import AudioSteps
from studio._steps.avatar import AvatarSteps
from studio._steps.enterprise import EnterpriseSteps
from studio._steps.image import ImageSteps
from studio._steps.music import MusicSteps
from studio._steps.video import VideoSteps


class Steps(AudioSteps, AvatarSteps, EnterpriseSteps, ImageSteps, MusicSteps, VideoSteps):
    """Every job type as a method."""
