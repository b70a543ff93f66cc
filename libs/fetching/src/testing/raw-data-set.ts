import dimse from 'dcmjs-dimse';

/** A data set that is sent as these bytes. */
class RawDataSet extends dimse.Dataset {
  constructor(
    private readonly bytes: Buffer,
    transferSyntaxUid: string,
  ) {
    super({}, transferSyntaxUid);
  }

  override getDenaturalizedDataset(): Buffer {
    return this.bytes;
  }
}

export const rawDataSet = (bytes: Buffer, transferSyntaxUid: string): InstanceType<typeof dimse.Dataset> =>
  new RawDataSet(bytes, transferSyntaxUid);
