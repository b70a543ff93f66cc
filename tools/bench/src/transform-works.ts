import {
  activate,
  addGuidance,
  addGuidanceSignal,
  buildChain,
  buildTransform,
  extremePoints,
  fillHoles,
  identityStep,
  keepLargestComponent,
  type Scores,
  type TransformSpec,
} from '@aiaa/transforms';
import { makeLabelMap, makeVolume, voxelCount, voxelIndex, type LabelMap, type Volume } from '@aiaa/volume';

/** What is measured, each under the name that peers/monai_transforms.py has for it. */
export type TransformWorks = Readonly<Record<string, () => unknown>>;

const SMALL = [256, 256, 64] as const;

/** What makes a volume of the scan. */
const SPECS: Readonly<Record<string, TransformSpec>> = {
  orientation: { kind: 'orientation', axcodes: 'RAS' },
  'orientation, axes permuted': { kind: 'orientation', axcodes: 'SPR' },
  'spacing, bilinear': { kind: 'spacing', pixdim: [1.5, 1.5, 2] },
  'resize, area': { kind: 'resize', size: SMALL, mode: 'area' },
  'resize, trilinear': { kind: 'resize', size: SMALL, mode: 'trilinear' },
  'crop to the foreground': { kind: 'crop-foreground' },
  'normalize, nonzero': { kind: 'normalize-intensity', nonzero: true },
  'gaussian smooth': { kind: 'gaussian-smooth', sigma: 1 },
  percentiles: { kind: 'scale-intensity-range-percentiles', lower: 5, upper: 95, bMin: 0, bMax: 1 },
};

/** The hot transforms, on a scan, on masks of it, and on scores as a network on another grid gives them. */
export function transformWorks(scan: Volume<'int16'>): TransformWorks {
  const organs = labelsOf(scan, (value) => value > 100);
  const specks = labelsOf(scan, (value) => value > 50);
  const hollow = labelsOf(scan, (value) => value > -500 && value < 100);
  const step = buildChain([SPECS['orientation'], SPECS['spacing, bilinear']])(scan);
  const [two, five] = [scoresOf(step.volume, 2), scoresOf(step.volume, 5)];
  const small = labelsOf(step.volume, (value) => value > 100);
  const [click, other] = [voxelIndex(60, 70, 64), voxelIndex(90, 20, 30)];
  const cube = identityStep(
    makeVolume({ voxels: new Float32Array(128 ** 3), size: [128, 128, 128], affine: scan.affine }),
  );
  const clicked = addGuidance(cube, [[click], [other]]);
  const ofScan = Object.entries(SPECS).map(([name, spec]) => [name, () => buildTransform(spec)(scan).volume]);
  return {
    ...Object.fromEntries(ofScan),
    'keep largest': () => keepLargestComponent(organs),
    'keep largest, of specks': () => keepLargestComponent(specks),
    'fill holes': () => fillHoles(hollow),
    'extreme points': () => extremePoints(organs),
    'restore scores, 2 classes': () => step.restore(two),
    'restore scores, 5 classes': () => step.restore(five),
    'restore labels': () => step.restore(small),
    'guidance signal': () => addGuidanceSignal()(clicked).step.volume,
  };
}

const labelsOf = (volume: Volume, isLabel: (value: number) => boolean): LabelMap =>
  makeLabelMap(
    volume,
    Uint8Array.from(volume.voxels, (value) => (isLabel(value) ? 1 : 0)),
  );

/** Probabilities of classes as levels of brightness, from -100 HU on in steps of 300 / classes. */
function scoresOf(volume: Volume, classes: number): Scores {
  const { size, affine } = volume;
  const count = voxelCount(size);
  const logits = new Float32Array(count * classes);
  for (let label = 0; label < classes; label++) {
    for (let at = 0; at < count; at++) {
      const level = ((volume.voxels[at] + 100) * classes) / 300 - 0.5;
      logits[label * count + at] = 4 * label * level - 2 * label * label;
    }
  }
  const raw = makeVolume<'float32'>({ voxels: logits, size, affine, channels: classes });
  return { volume: activate(raw, 'softmax', logits), decide: { kind: 'arg-max' } };
}
