const TUNABLES = 'GLIBC_TUNABLES';

/**
 * For the environment of a worker: glibc asks Linux for pages of 2 MiB in place of 4 KiB where a block is large, as
 * volumes are, so that a fresh volume costs hundreds of page faults less. What somebody has tuned already stays and
 * counts more. Other C libraries and systems take no notice.
 */
export const largePages = (environment: Readonly<Record<string, string | undefined>>): Record<string, string> => ({
  [TUNABLES]: ['glibc.malloc.hugetlb=1', environment[TUNABLES]].filter(Boolean).join(':'),
});
