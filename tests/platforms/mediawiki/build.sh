# A copy of the program of Debian, with settings, a database and pages of its own.
set -e
rm -rf site
mkdir site
for name in /usr/share/mediawiki/*; do
  case "${name##*/}" in
    LocalSettings.php | config | images | extensions | extensions-core | mw-config) ;;
    skins) cp -r "$name" site/ ;;
    *) cp -r "$name" site/ ;;
  esac
done
cp -r /usr/share/mediawiki/mw-config site/
mkdir site/extensions site/images site/database
cp -rL /usr/share/mediawiki/skins/. site/skins/
php site/maintenance/install.php --dbtype=sqlite --dbpath="$PWD/site/database" --pass=a-long-password-1 \
  --server="http://127.0.0.1:$1" --scriptpath="" --skins=Vector Articles Administrator
cat settings.php >> site/LocalSettings.php
for page in Div Table; do
  php site/maintenance/edit.php --user=Administrator "$page" < "$page.wiki"
done
