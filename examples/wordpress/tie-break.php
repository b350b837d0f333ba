<?php
/**
 * Plugin Name: Tiebreak
 * Description: Lets every author put a <tie-break> decision aid into a post, and loads its script on posts that have one.
 * Version: 0.1.0
 * Requires at least: 5.0
 * Requires PHP: 7.2
 * License: MIT OR Apache-2.0
 *
 * Copy this file into wp-content/plugins/, replace the address below with that of a Tiebreak site, and
 * activate the plugin. Authors then write <tie-break> or <div data-tie-break> in a Custom HTML block,
 * without the script.
 */

namespace Tiebreak;

defined( 'ABSPATH' ) || exit;

/** The folder that holds embed.js, without a slash at the end. */
const SITE = 'https://HOST/FOLDER';

/**
 * Attributes of the element that authors may write. `base` is not one of them, because it names the
 * origin of the code. Neither are `id` and `class` needed here: WordPress adds them itself.
 */
const ATTRIBUTES = array(
	'model', 'answers', 'questions', 'theme', 'lang', 'loading', 'min-height', 'readonly', 'reveal',
	'state', 'mode', 'heading-level', 'open-label',
);

/** Users without the capability `unfiltered_html` keep the element in posts, but not in comments. */
function allow( $tags, $context ) {
	if ( 'post' === $context ) {
		$tags['tie-break'] = array_fill_keys( ATTRIBUTES, true ) + array( 'data-*' => true, 'class' => true, 'id' => true );
	}
	return $tags;
}
add_filter( 'wp_kses_allowed_html', __NAMESPACE__ . '\allow', 10, 2 );

/** Loads the script once on pages whose content has an element. */
function load( $content ) {
	if ( false !== strpos( $content, '<tie-break' ) || false !== strpos( $content, 'data-tie-break' ) ) {
		// No version in the address: embed.js is always the newest.
		wp_enqueue_script( 'tie-break', SITE . '/embed.js', array(), null, true );
	}
	return $content;
}
add_filter( 'the_content', __NAMESPACE__ . '\load', 20 );
