#!/usr/bin/env bash
# Runs the same workloads against two routers in turn, each pinned to one core and the load generator to another, and prints
# the ratio of medians. See README.md. Stops by process id what it started, and nothing else.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

usage() {
    cat <<'EOF'
Usage: compare.sh --b COMMAND | --b-pid PID  [OPTION]...

Sides. A is the bare relay unless told otherwise.
  --a COMMAND       what starts A, in the foreground; it is stopped at the end
  --a-url URL       where A listens: relay://, rs:// or ws://   (relay://127.0.0.1:19150)
  --b COMMAND       what starts B, in the foreground
  --b-pid PID       B runs already: pin that process for the time, then set it free
  --b-url URL       where B listens                             (rs://127.0.0.1:18082)
  --b-ws URL        where B listens for WebSocket               (ws://127.0.0.1:18080/ws)

Runs.
  --rounds N        measured rounds per case                    (5)
  --warmup S        seconds before each measurement             (2)
  --seconds S       seconds of each measurement                 (4)
  --cases REGEX     only cases whose name matches
  --sessions N      sessions of the idle case                   (15000)
  --router-core N   core of the two sides                       (0)
  --load-core N     core of the load generator                  (1)
  --realm NAME      realm to join                               (realm1)
  --java COMMAND    Java 21 or later                            ($JAVA_HOME/bin/java or java)
  --out FILE        JSON lines of all runs                      (target/compare.jsonl)
  --update FILE     replace what stands between the lines <!-- results --> and <!-- /results --> of FILE
  --list            name the cases and end
EOF
}

# name | how | what is expected | workload
#   pair: both sides.  half: both, at half of B's capacity.  transport: B over rs:// as A, over ws:// as B.
#   solo, idle, warm: what a relay cannot do: B alone then, otherwise both. idle starts them afresh if it can; warm repeats the
#   workload as long as it takes for compiled code before it counts.
# The limit of a pair is that of B : relay; with another A there are no limits.
cases() {
    cat <<EOF
idle-$sessions|idle|heap_bytes_per_session<=6144,resident_bytes_per_session<=10240|idle --serializer msgpack
connects|warm|connects_per_s>=5000|idle --serializer msgpack --sessions 10000 --hold 0
rpc-16B-msgpack|pair|router_cpu_us_per_op<=2.5|rpc --serializer msgpack --payload 16
rpc-16B-json|pair|router_cpu_us_per_op<=2.5|rpc --serializer json --payload 16
rpc-1KiB-msgpack|pair|router_cpu_us_per_op<=2.5|rpc --serializer msgpack --payload 1024
rpc-1KiB-json|pair|router_cpu_us_per_op<=2.5|rpc --serializer json --payload 1024
rpc-64KiB-msgpack|pair|router_cpu_us_per_op<=1.5|rpc --serializer msgpack --payload 65536
rpc-64KiB-json|pair|router_cpu_us_per_op<=1.5|rpc --serializer json --payload 65536
rpc-32x1-msgpack|pair|router_cpu_us_per_op<=2|rpc --serializer msgpack --payload 16 --callers 32 --depth 1
rpc-json-to-msgpack|pair|router_cpu_us_per_op<=3.5|rpc --serializer json --callee-serializer msgpack --payload 16
rpc-msgpack-to-json|pair|router_cpu_us_per_op<=3.5|rpc --serializer msgpack --callee-serializer json --payload 16
rpc-1x1-msgpack|pair|p50_us<=1.3|rpc --serializer msgpack --payload 16 --callers 1 --depth 1
rpc-half-load-msgpack|half|p99_us<=2|rpc --serializer msgpack --payload 16
fanout-100-msgpack|solo|router_cpu_us_per_op<=4|pubsub --serializer msgpack --payload 16 --subscribers 100 --window 32
fanout-1000-msgpack|solo|router_cpu_us_per_op<=4|pubsub --serializer msgpack --payload 16 --subscribers 1000 --window 8
fanout-1000-filtered-msgpack|solo|router_cpu_us_per_op<=4|pubsub --serializer msgpack --payload 16 --subscribers 1000 --window 8 --match exact,prefix,wildcard --exclude 100 --eligible 950
fanout-100-json|solo|router_cpu_us_per_op<=4|pubsub --serializer json --payload 16 --subscribers 100 --window 32
ws-to-rs-16B-msgpack|transport|router_cpu_us_per_op<=1.3|rpc --serializer msgpack --payload 16
ws-to-rs-16B-json|transport|router_cpu_us_per_op<=1.3|rpc --serializer json --payload 16
EOF
}

die() {
    echo "compare.sh: $*" >&2
    exit 2
}

note() {
    echo "$(date +%T) $*" >&2
}

# ---- options

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
jar=$here/target/patchbay-bench.jar
out=$here/target/compare.jsonl
rounds=5 warmup=2 seconds=4 sessions=15000 filter=. realm=realm1 update='' list=''
router_core=0 load_core=1
relay_port=19150
a_command='' a_url=relay://127.0.0.1:$relay_port
b_command='' b_given_pid='' b_url=rs://127.0.0.1:18082 b_ws=ws://127.0.0.1:18080/ws

while [ $# -gt 0 ]; do
    case $1 in
        --help) usage; exit 0 ;;
        --list) list=yes; shift; continue ;;
    esac
    [ $# -gt 1 ] || die "$1 needs a value; see --help"
    case $1 in
        --a) a_command=$2 ;;
        --a-url) a_url=$2 ;;
        --b) b_command=$2 ;;
        --b-pid) b_given_pid=$2 ;;
        --b-url) b_url=$2 ;;
        --b-ws) b_ws=$2 ;;
        --rounds) rounds=$2 ;;
        --warmup) warmup=$2 ;;
        --seconds) seconds=$2 ;;
        --cases) filter=$2 ;;
        --sessions) sessions=$2 ;;
        --router-core) router_core=$2 ;;
        --load-core) load_core=$2 ;;
        --realm) realm=$2 ;;
        --java) java=$2 ;;
        --out) out=$2 ;;
        --update) update=$2 ;;
        *) die "unknown option $1; see --help" ;;
    esac
    shift 2
done

if [ -n "$list" ]; then
    cases | cut -d'|' -f1
    exit 0
fi
[ -n "$b_command$b_given_pid" ] || die "--b or --b-pid is needed; see --help"
[ -r "$jar" ] || die "$jar is missing: build it first (README.md)"
for url in "$a_url" "$b_url" "$b_ws"; do
    case $url in
        *://127.0.0.1:*) ;;
        *) die "loopback only: $url" ;;
    esac
done
if [ -z "$a_command" ]; then
    a_command="$java -jar $jar relay --port $relay_port"
fi
a_is_relay=''
case $a_url in relay://*) a_is_relay=yes ;; esac

# ---- processes

a_pid='' b_pid=''

# The process and all that it started.
tree() {
    local child
    echo "$1"
    for child in $(ps -o pid= --ppid "$1"); do
        tree "$child"
    done
}

alive() {
    kill -0 "$1" 2>/dev/null
}

await_port() { # URL PID
    local address=${1#*://}
    local port=${address##*:}
    port=${port%%/*}
    local tries=0
    until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
        alive "$2" || die "what was to listen on $1 has ended"
        tries=$((tries + 1))
        [ $tries -lt 300 ] || die "nothing listens on $1"
        sleep 0.1
    done
}

start() { # COMMAND URL: sets $started
    local address=${2#*://}
    local port=${address##*:}
    port=${port%%/*}
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
        die "something listens on $2 already"
    fi
    taskset -c "$router_core" bash -c "exec $1" >>"$out.log" 2>&1 &
    started=$!
    await_port "$2" "$started"
}

stop() { # PID
    local pids pid tries=0
    pids=$(tree "$1")
    for pid in $pids; do
        kill "$pid" 2>/dev/null || true
    done
    for pid in $pids; do
        while alive "$pid" && [ $tries -lt 150 ]; do
            tries=$((tries + 1))
            sleep 0.1
        done
        if alive "$pid"; then
            kill -9 "$pid" 2>/dev/null || true
        fi
    done
    wait "$1" 2>/dev/null || true
}

start_a() {
    start "$a_command" "$a_url"
    a_pid=$started
}

start_b() {
    if [ -n "$b_given_pid" ]; then
        b_pid=$b_given_pid
        alive "$b_pid" || die "no process $b_pid"
        cores=$(taskset -c -p "$b_pid" | sed 's/.*: //')
        taskset -a -c -p "$router_core" "$b_pid" >/dev/null
    else
        start "$b_command" "$b_url"
        b_pid=$started
    fi
}

restart_a() {
    stop "$a_pid"
    start_a
}

restart_b() {
    if [ -z "$b_given_pid" ]; then
        stop "$b_pid"
        start_b
    fi
}

finish() {
    trap - EXIT
    if [ -n "$a_pid" ]; then stop "$a_pid"; fi
    if [ -n "$b_given_pid" ]; then
        taskset -a -c -p "${cores:-0-$(($(nproc --all) - 1))}" "$b_given_pid" >/dev/null 2>&1 || true
    elif [ -n "$b_pid" ]; then
        stop "$b_pid"
    fi
}
trap finish EXIT
trap 'exit 130' INT TERM

# ---- runs

load() { # CASE SIDE ROUND EXPECT URL PID WORKLOAD...
    local name=$1 side=$2 round=$3 expect=$4 url=$5 pid=$6
    shift 6
    taskset -c "$load_core" "$java" -Xms256m -jar "$jar" load "$@" --url "$url" --pid "$pid" --realm "$realm" \
        --warmup "$warmup" --seconds "$seconds" \
        --tag case="$name" --tag side="$side" --tag round="$round" --tag expect="$expect" --out "$out" >/dev/null ||
        note "failed: $name, side $side; see $out"
    sleep 0.3
}

# One round of a case; who goes first changes from round to round.
pair() { # CASE ROUND EXPECT A_URL A_PID B_URL B_PID WORKLOAD...
    local name=$1 round=$2 expect=$3 a_at=$4 a_process=$5 b_at=$6 b_process=$7
    shift 7
    if [ $((round % 2)) -eq 0 ]; then
        load "$name" a "$round" "$expect" "$a_at" "$a_process" "$@"
        load "$name" b "$round" "$expect" "$b_at" "$b_process" "$@"
    else
        load "$name" b "$round" "$expect" "$b_at" "$b_process" "$@"
        load "$name" a "$round" "$expect" "$a_at" "$a_process" "$@"
    fi
}

# Half of the throughput that B shows with four callers, each eight calls deep.
half_rate() {
    local probe=$out.probe
    rm -f "$probe"
    out=$probe load probe b 1 calls_per_s "$b_url" "$b_pid" rpc --serializer msgpack --payload 16
    sed -n 's/.*"calls_per_s": \([0-9]*\).*/\1/p' "$probe" | awk '{ print int($1 / 2) }'
    rm -f "$probe"
}

run_case() { # NAME HOW EXPECT WORKLOAD...
    local name=$1 how=$2 expect=$3 round
    shift 3
    if [ "$how" = half ]; then
        how=pair
        set -- "$@" --rate "$(half_rate)"
    fi
    if [ -z "$a_is_relay" ] && [ "$how" != transport ]; then
        expect=$(without_limits "$expect")
        how=${how/solo/pair}
        how=${how/warm/pair}
    fi
    if [ "$how" = warm ]; then
        for round in 1 2 3; do
            load "$name" b 0 "$expect" "$b_url" "$b_pid" "$@"
        done
    fi
    for round in $(seq 0 "$rounds"); do
        note "$name, round $round of $rounds"
        case $how in
            pair) pair "$name" "$round" "$expect" "$a_url" "$a_pid" "$b_url" "$b_pid" "$@" ;;
            transport) pair "$name" "$round" "$expect" "$b_url" "$b_pid" "$b_ws" "$b_pid" "$@" ;;
            solo | warm) load "$name" b "$round" "$expect" "$b_url" "$b_pid" "$@" ;;
            idle) idle "$name" "$round" "$expect" "$@" ;;
        esac
    done
}

without_limits() {
    printf %s "$1" | sed 's/[<>]=[0-9.]*//g'
}

# Memory grows once: a fresh process each round, warmed up by a fifth of the sessions; three rounds are enough.
idle() { # CASE ROUND EXPECT WORKLOAD...
    local name=$1 round=$2 expect=$3
    shift 3
    if [ "$round" -eq 0 ] || [ "$round" -gt 3 ]; then
        return
    fi
    restart_b
    load "$name" b 0 "$expect" "$b_url" "$b_pid" "$@" --sessions $((sessions / 5)) --hold 1
    load "$name" b "$round" "$expect" "$b_url" "$b_pid" "$@" --sessions "$sessions" --heap
    if [ -z "$a_is_relay" ]; then
        restart_a
        load "$name" a 0 "$expect" "$a_url" "$a_pid" "$@" --sessions $((sessions / 5)) --hold 1
        load "$name" a "$round" "$expect" "$a_url" "$a_pid" "$@" --sessions "$sessions" --heap
    fi
}

describe() {
    echo "$(date -u +%F), $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(nproc --all) cores," \
        "$("$java" -version 2>&1 | head -1), router and load on one core each, medians of $rounds rounds of $seconds s."
    echo "A: \`$a_url\`, B: \`$b_url\`. Range: least and greatest of the rounds. Noise: cores that others used, at worst."
    echo
}

# Replaces what stands between the marks in FILE by standard input.
update() { # FILE
    table=$(cat) awk '
        /<!-- results -->/ { print; print ""; print ENVIRON["table"]; print ""; inside = 1; next }
        /<!-- \/results -->/ { inside = 0 }
        !inside' "$1" >"$1.new"
    mv "$1.new" "$1"
}

if [ -n "$update" ]; then
    if ! grep -q '<!-- results -->' "$update" || ! grep -q '<!-- /results -->' "$update"; then
        die "$update lacks the lines <!-- results --> and <!-- /results -->"
    fi
fi
mkdir -p "$(dirname "$out")"
: >"$out"
: >"$out.log"
start_a
start_b
while IFS='|' read -r name how expect workload <&3; do
    if [[ $name =~ $filter ]]; then
        # The workload is words on purpose.
        # shellcheck disable=SC2086
        run_case "$name" "$how" "$expect" $workload
    fi
done 3< <(cases)

status=0
tables=$("$java" -jar "$jar" table "$out") || status=$?
{ describe; echo "$tables"; } | tee "$out.md"
if [ -n "$update" ]; then
    update "$update" <"$out.md"
fi
exit "$status"
