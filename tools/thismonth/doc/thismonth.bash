# SPDX-License-Identifier: MIT OR Apache-2.0
# Completion of thismonth for bash: commands, options, files.
_thismonth() {
  local word=${COMP_WORDS[COMP_CWORD]-} before=${COMP_WORDS[COMP_CWORD - 1]-} command=${COMP_WORDS[1]-}
  local options=
  case $command in
  collect) options='--month --config -o --until --offline --refresh --wait --help' ;;
  draft) options='--month --config -o --until --changes --offline --refresh --wait --json --help' ;;
  check) options='--config --json --help' ;;
  publish) options='--config --date --help' ;;
  stats) options='--config --records --from --to --json --help' ;;
  mail) options='--help' ;;
  digest) options='--config --records --help' ;;
  replay) options='--config --posts --from --to --json --help' ;;
  esac
  if [ "$COMP_CWORD" = 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W 'collect draft check publish stats digest mail replay --help --version' -- "$word")
  elif [[ $before =~ ^--(month|from|to)$ ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(date -u +%Y-%m) $(date -u -d '1 month ago' +%Y-%m)" -- "$word")
  elif [[ $before =~ ^(--config|--changes|--posts|--records|-o)$ ]] || [[ $word != -* ]]; then
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  else
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
  fi
}
complete -F _thismonth thismonth
