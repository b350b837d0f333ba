# Ghost contains packages of its own as files, which npm finds only in the folder of Ghost.
set -e
home=node_modules/ghost
if ! test -f "$home/.installed"; then
  rm -rf "$home"
  mkdir -p "$home"
  npm pack ghost@6.65.0 --silent
  tar -xzf ghost-6.65.0.tgz --strip-components=1 -C "$home"
  (cd "$home" && npm install --omit=dev --omit=optional --legacy-peer-deps --no-audit --no-fund --silent)
  touch "$home/.installed"
fi
cp config.production.json "$home/"
rm -rf database
mariadb-install-db --no-defaults --user="$(id -un)" --datadir="$PWD/database" --auth-root-authentication-method=normal --skip-test-db
