<?php
// Installs WordPress into the empty database and writes the posts as its editors do: a user without the
// capability unfiltered_html goes through the same filters.
define( 'WP_INSTALLING', true );
$_SERVER['HTTP_HOST'] = '127.0.0.1:{{port}}';
require_once __DIR__ . '/site/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';
if ( is_blog_installed() ) {
	exit;
}
$administrator = wp_install( 'Articles', 'administrator', 'administrator@example.com', false, '', 'password' )['user_id'];
$author        = wp_insert_user( array( 'user_login' => 'author', 'user_pass' => 'password', 'role' => 'author' ) );
switch_theme( 'twentytwentyone' );
set_theme_mod( 'respect_user_color_preference', true );
update_option( 'show_avatars', 0 );
update_option( 'default_comment_status', 'closed' );

$block = function ( $lines ) {
	return "<!-- wp:paragraph -->\n<p>An article about a choice.</p>\n<!-- /wp:paragraph -->\n\n"
		. "<!-- wp:html -->\n" . $lines . "\n<!-- /wp:html -->";
};
$classic = function ( $lines ) {
	return "An article about a choice.\n\n" . $lines . "\n\nThe article goes on.";
};
$write = function ( $id, $user, $content ) {
	wp_set_current_user( $user );
	wp_insert_post( wp_slash( array(
		'import_id' => $id, 'post_title' => "Article $id", 'post_status' => 'publish', 'post_author' => $user,
		'post_content' => $content,
	) ) );
};

$element = <<<'LINES'
{{element}}
LINES;
$frame = <<<'LINES'
{{frame}}
LINES;
$div = <<<'LINES'
{{div}}
LINES;
$plain_element = <<<'LINES'
{{element only}}
LINES;
$plain_div = <<<'LINES'
{{div only}}
LINES;
$plain_table = <<<'LINES'
{{table only}}
LINES;

$write( 101, $administrator, $block( $element ) );
$write( 102, $administrator, $block( $frame ) );
$write( 103, $administrator, $classic( $div ) );
$write( 104, $author, $block( $plain_div ) );
activate_plugin( 'tie-break.php' );
$write( 105, $author, $block( $plain_element ) );
$write( 106, $author, $classic( $plain_div ) );
$write( 107, $author, $block( $plain_table ) );
