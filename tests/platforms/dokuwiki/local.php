<?php
$conf['title'] = 'Articles';
$conf['htmlok'] = 1;
$conf['useacl'] = 0;
$conf['savedir'] = DOKU_INC . 'data';
$conf['updatecheck'] = 0;
