# A copy of the program of Debian, with settings and pages of its own.
set -e
rm -rf site
cp -rL /usr/share/dokuwiki site
cp -rL /var/lib/dokuwiki/lib/. site/lib/
cp -rL /etc/dokuwiki site/conf
cp -rL /var/lib/dokuwiki/data site/data
rm -f site/conf/local.php site/conf/acl.auth.php site/inc/preload.php
cp local.php site/conf/
cp preload.php site/inc/
mkdir -p site/data/pages
cp pages/*.txt site/data/pages/
