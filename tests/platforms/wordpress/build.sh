# A copy of the program of Debian, with a configuration and a database of its own.
set -e
rm -rf site database
cp -rL /usr/share/wordpress site 2>/dev/null || test -f site/wp-load.php
mkdir -p site/wp-content/mu-plugins site/wp-content/plugins
cp wp-config.php site/
cp site.php site/wp-content/mu-plugins/
cp tie-break.php site/wp-content/plugins/
mariadb-install-db --no-defaults --user="$(id -un)" --datadir="$PWD/database" --auth-root-authentication-method=normal --skip-test-db
