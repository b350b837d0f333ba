# The database listens to a socket only. Its path has to be short.
set -e
sockets=$(mktemp -d)
export WORDPRESS_SOCKET="$sockets/sql"
mariadbd --no-defaults --user="$(id -un)" --datadir="$PWD/database" --socket="$WORDPRESS_SOCKET" --skip-networking --pid-file="$sockets/pid" &
database=$!
trap 'kill $database; wait $database; rm -rf "$sockets"' EXIT
trap 'exit 0' TERM INT
until mariadb --no-defaults --user=root --socket="$WORDPRESS_SOCKET" --execute="CREATE DATABASE IF NOT EXISTS wordpress" 2>/dev/null; do sleep 0.2; done
php posts.php
PHP_CLI_SERVER_WORKERS=4 php -S "127.0.0.1:$1" -t site &
wait $!
