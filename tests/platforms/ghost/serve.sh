# The database listens to a socket only. Its path has to be short.
set -e
sockets=$(mktemp -d)
mariadbd --no-defaults --user="$(id -un)" --datadir="$PWD/database" --socket="$sockets/sql" --skip-networking --pid-file="$sockets/pid" &
database=$!
trap 'kill $database; wait $database; rm -rf "$sockets"' EXIT
trap 'exit 0' TERM INT
until mariadb --no-defaults --user=root --socket="$sockets/sql" --execute="CREATE DATABASE IF NOT EXISTS ghost CHARACTER SET utf8mb4" 2>/dev/null; do sleep 0.2; done
(cd node_modules/ghost && NODE_ENV=production database__connection__socketPath="$sockets/sql" exec node index.js) &
node posts.mjs
wait $!
