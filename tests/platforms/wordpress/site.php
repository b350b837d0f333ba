<?php
// The settings of this site: nothing is fetched from other hosts, and one post gets the script as a
// theme loads it.
remove_action( 'wp_head', 'print_emoji_detection_script', 7 );
remove_action( 'wp_print_styles', 'print_emoji_styles' );
add_action( 'wp_head', function () {
	echo '<link rel="icon" href="data:,">';
} );
add_action( 'wp_enqueue_scripts', function () {
	if ( is_single( 104 ) ) {
		wp_enqueue_script( 'tie-break', '{{loader}}', array(), null );
	}
} );
