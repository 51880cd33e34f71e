declare module 'fs-native-extensions' {
  /**
   * Takes an exclusive lock on an open file: an open file description lock on Linux, `flock` on macOS, `LockFileEx` on Windows.
   * @returns false if another open file has it
   */
  export function tryLock(fd: number): boolean;
}
