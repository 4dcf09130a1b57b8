#!/usr/bin/env bash
# Brings the fonts named in fonts.lock into assets/fonts, each checked by its hash. Quick when they are there.
# Needs npm for the Noto fonts and a Debian system (root or sudo) for the others, and a network only for what is missing.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
lock=$here/fonts.lock
target=${1:-$here/../assets/fonts}
mkdir -p "$target"
target=$(cd "$target" && pwd)
work=""
trap 'if [ -n "$work" ]; then rm -rf "$work"; fi' EXIT

say() { printf '%s\n' "$*" >&2; }
die() { say "fonts: $*"; exit 1; }
has_hash() { [ -f "$1" ] && [ "$(sha256sum < "$1" | cut -d' ' -f1)" = "$2" ]; }
# Made here and not in the functions below, as those run in subshells.
scratch() { if [ -z "$work" ]; then work=$(mktemp -d); chmod 755 "$work"; fi; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo > /dev/null; then sudo "$@"; else return 1; fi; }

# Under a name of its own first, so that a broken run never leaves half a font.
place() { # from file hash
  has_hash "$1" "$3" || die "$2 from $1 is not the font in fonts.lock (sha256 $(sha256sum < "$1" | cut -d' ' -f1), wanted $3)"
  cp "$1" "$target/.$2.part" && chmod 644 "$target/.$2.part" && mv "$target/.$2.part" "$target/$2"
  say "fonts: $2"
}

npm_package() { # package version sha512 -> directory
  local name=${1##*/} tgz
  if [ ! -d "$work/$name" ]; then
    command -v npm > /dev/null || die "npm is needed to bring $1"
    (cd "$work" && npm pack --silent "$1@$2" > /dev/null) || die "npm could not bring $1@$2"
    tgz=$(find "$work" -maxdepth 1 -name "*$name-$2.tgz")
    [ "$(sha512sum < "$tgz" | cut -d' ' -f1)" = "$3" ] || die "$1@$2 is not the package in fonts.lock (sha512 differs)"
    mkdir "$work/$name" && tar xzf "$tgz" -C "$work/$name" && rm "$tgz"
  fi
  echo "$work/$name"
}

deb_package() { # package version -> directory
  if [ ! -d "$work/$1" ]; then
    command -v apt-get > /dev/null || die "$1 comes from Debian: copy its font into assets/fonts by hand (see fonts.lock)"
    local fetch="cd '$work' && { apt-get download '$1=$2' || apt-get download '$1'; }"
    if ! bash -c "$fetch" > /dev/null 2>&1; then
      as_root apt-get update -qq > /dev/null 2>&1 || say "fonts: apt-get update did not succeed, trying with the lists there are"
      bash -c "$fetch" >&2 || die "apt-get could not bring $1 (version $2)"
    fi
    mkdir "$work/$1" && dpkg-deb -x "$work/$1"_*.deb "$work/$1"
  fi
  echo "$work/$1"
}

while read -r file hash from package version sum path; do
  case $file in ''|'#'*) continue ;; esac
  has_hash "$target/$file" "$hash" && continue
  scratch
  case $from in
    npm) dir=$(npm_package "$package" "$version" "$sum"); place "$dir/$path" "$file" "$hash" ;;
    deb)
      if has_hash "/$path" "$hash"; then place "/$path" "$file" "$hash"
      else dir=$(deb_package "$package" "$version"); place "$dir/$path" "$file" "$hash"; fi ;;
    *) die "fonts.lock: unknown source $from" ;;
  esac
done < "$lock"
