
// The script of the widget, on every page.
$wgHooks['BeforePageDisplay'][] = function ( $out ) {
	$out->addHeadItem( 'tie-break', '<script async src="{{loader}}"></script><link rel="icon" href="data:,">' );
};
$wgFavicon = false;
