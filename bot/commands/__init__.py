"""The commands of `bandeng`, one file each; `bot.cli` puts them together."""
