/** A picture of 8 x 6 pixels as the one frame of a transfer syntax. */
export interface PackedFrame {
  readonly title: string;
  readonly transferSyntax: string;
  readonly bits: 8 | 12;
  readonly colours: boolean;
  readonly bytes: Uint8Array;
}

const frame = (title: string, syntax: string, base64: string): PackedFrame => ({
  title,
  transferSyntax: `1.2.840.10008.1.2.4.${syntax}`,
  bits: syntax === '50' ? 8 : 12,
  colours: syntax === '50',
  bytes: Buffer.from(base64, 'base64'),
});

/** By dcmjs-codecs 0.0.8: the numbers 0, 37, 74 ... of 12 bits; the baseline, of quality 50, 0, 7, 14 ... of 8 bits. */
export const packedFrames = (): readonly PackedFrame[] => [
  frame('JPEG lossless', '70', `/9j/4AAQSkZJRgABAQAAAQABAAD/wwALDAAGAAgBAREA/8QAFgABAQEAAAAAAAAAAAAAAAAABgkM/9oACAEBAAEAAM/+
    lSpUqVKlpQlSpUqVKlpQlSpUqVKlpQlSpUqVKlpQlSpUqVKlpQlSpUqVKl//2Q==`),
  frame('JPEG baseline', '50', `/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4
    UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/
    wAARCAAGAAgDAREAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAAAv/EACAQAAAEBgMAAAAAAAAAAAAAAAECBBEAAxITMYEFIlL/xAAUAQEAAAAAAAAAAAAA
    AAAAAAAC/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AaHjzKbFiWmPS79TJ2x4Eat43CF//2Q==`),
  frame('JPEG-LS', '80', `/9j/9wALEAAGAAgBAREA//gADQH//wASAEMBFABA/9oACAEBAAAAAKJMSYkxHkWQ6DlCJUSJGkShUCJWUJ9PJ1OLa0iR
    k6ysK6sqqiRsmU1JRUE9PSIkqctWrFixQv/Z`),
  frame('JPEG 2000', '90', `/0//UQApAAAAAAAIAAAABgAAAAAAAAAAAAAACAAAAAYAAAAAAAAAAAABCwEB/1IADAAAAAIAAQQEAAH/XAAHQGBoaHD/ZAAl
    AAFDcmVhdGVkIGJ5IE9wZW5KUEVHIHZlcnNpb24gMi41LjD/kAAKAAAAAAA7AAH/k9+QeAavZvuwaA0k8BTQtZfZyMAig+AQG/QMv1AS/IEACrvAwf0gvtAg
    pQ95Ef/Z`),
  frame('HTJ2K', '201', `/0//UQApQAAAAAAIAAAABgAAAAAAAAAAAAAACAAAAAYAAAAAAAAAAAABDwEB/1AACAACAAAACf9SAAwAAAABAAEEBEAB/1wA
    ByCIiIiI/2QAFwABT3BlbkpQSCBWZXIgMC4xOC4yLv9VABAAYAAAAAAAMAAAAAAAKf+QAAoAAAAAADAAAv+TwAAt4P9/X/tr/0v11/4bfYw/Mr9if1kfqHfR
    P3NCADG3AP+QAAoAAAAAACkBAv+TwAAqYAAVYAiC/KAiMIJ2AE466aSTwEIBvrYA/9k=`),
]; // prettier-ignore
