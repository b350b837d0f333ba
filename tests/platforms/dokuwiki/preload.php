<?php
// Debian's own names the folders of the system.
define( 'DOKU_CONF', dirname( __DIR__ ) . '/conf/' );
