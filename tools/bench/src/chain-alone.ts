import { CHAIN_SPECS } from './chain-specs.js';
import { WAYS } from './chain-ways.js';
import { ctLikePhantom } from './phantom.js';
import { ownPeakKibibytes } from './own-peak.js';

// A process that makes a scan and applies a chain to it in the way named, or in none, and says what memory it needed
// at most, in KiB.
const [way] = process.argv.slice(2);
const scan = ctLikePhantom();
if (way === 'chain' || way === 'one by one') WAYS[way](CHAIN_SPECS, scan);
process.stdout.write(ownPeakKibibytes());
