#!/bin/sh
# Offers Rolloutlens in the file manager's "Open with" for folders, or takes that back: offer-folders.sh add|remove
# What opens folders by default stays what it is: it is looked up before and written down as the default. For this user only.
set -eu

usage() {
  echo "usage: offer-folders.sh add|remove" >&2
  exit 64
}
[ $# -eq 1 ] || usage

type=inode/directory
applications=${XDG_DATA_HOME:-$HOME/.local/share}/applications
entry=$applications/rolloutlens-folders.desktop

refresh() {
  command -v update-desktop-database >/dev/null && update-desktop-database "$applications" || true
}

case $1 in
add)
  default=$(xdg-mime query default "$type")
  if [ -z "$default" ] || [ "$default" = rolloutlens-folders.desktop ]; then
    echo "No program opens folders by default, so Rolloutlens would become it. Choose a default first." >&2
    exit 1
  fi
  mkdir -p "$applications"
  cat >"$entry" <<END
[Desktop Entry]
Type=Application
Name=Rolloutlens
Comment=Opens a folder as a rollout trace bundle
Exec="${ROLLOUTLENS:-/opt/Rolloutlens/rolloutlens}" %F
Icon=rolloutlens
NoDisplay=true
MimeType=$type;
END
  xdg-mime default "$default" "$type"
  refresh
  echo "Rolloutlens is offered for folders; $default still opens them by default."
  ;;
remove)
  rm -f "$entry"
  refresh
  ;;
*) usage ;;
esac
