/** Kinds of devices that networks can run on. One that is added here must be named in every backend's table. */
export const DEVICE_KINDS = ['cpu', 'cuda', 'tensorrt', 'webgpu', 'coreml', 'directml'] as const;

export type DeviceKind = (typeof DEVICE_KINDS)[number];

export interface Device {
  readonly kind: DeviceKind;
  /** Which of several alike, from 0 on. */
  readonly index: number;
}

/** A device that somebody has named, or CUDA where it is there and worth it, and else the CPU. */
export type DeviceChoice = 'auto' | Device;

export const CPU: Device = { kind: 'cpu', index: 0 };

/** Of these a machine may have several. */
const NUMBERED: readonly DeviceKind[] = ['cuda', 'tensorrt', 'directml'];

/**
 * `auto`, `cpu`, `cuda`, `cuda:1`, `tensorrt:0`, `webgpu`, ...
 * @throws RangeError with a sentence for who wrote it.
 */
export function parseDevice(text: string): DeviceChoice {
  if (text === 'auto') return text;
  const [name, number, ...more] = text.split(':');
  const kind = DEVICE_KINDS.find((one) => one === name);
  const hasFitNumber = number === undefined || /^\d{1,2}$/.test(number);
  if (kind === undefined || !hasFitNumber || more.length > 0) {
    throw new RangeError(
      `"${text}" is no device: say auto, ${DEVICE_KINDS.join(', ')}, or cuda:1 for the second.`,
    );
  }
  if (number !== undefined && !NUMBERED.includes(kind)) {
    throw new RangeError(`There is only one ${kind}: leave out ":${number}".`);
  }
  return { kind, index: Number(number ?? 0) };
}

/** As `parseDevice` reads it. */
export const formatDevice = ({ kind, index }: Device): string =>
  NUMBERED.includes(kind) ? `${kind}:${index}` : kind;
