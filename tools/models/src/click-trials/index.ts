export { dice } from './dice.js';
export { extremeClicks } from './extreme-clicks.js';
export {
  PAIRS,
  labelledObjects,
  type LabelledImage,
  type LabelledObject,
  type Pair,
} from './labelled-objects.js';
export { largestSlice, onlySlice } from './largest-slice.js';
export { nextClick, type SimulatedClick } from './next-click.js';
export { clickThrough, openTrialDesk, type Answer, type ClickTrial, type TrialDesk } from './trial-desk.js';
