import { CPU, formatDevice, type Device, type DeviceChoice } from './device.js';
import type { DeviceReport } from './device-report.js';
import { refusal } from './open-network.js';

/**
 * Where networks will run, as far as can be said before there is one.
 * @param tryOut loads a network of no size on a device. @throws NetworkFailed where it cannot
 * @throws NetworkFailed when a device was named and cannot be used.
 */
export async function reportDevice(
  choice: DeviceChoice,
  tryOut: (device: Device) => Promise<void>,
): Promise<DeviceReport> {
  const device: Device = choice === 'auto' ? { kind: 'cuda', index: 0 } : choice;
  try {
    await tryOut(device);
    return { device: formatDevice(device) };
  } catch (cause) {
    const reason = refusal(device, cause);
    if (choice !== 'auto') throw reason;
    return { device: formatDevice(CPU), reason: reason.message };
  }
}
