/*
 * Preloaded into a lake process to see, and to fail, what it asks of the disk.
 *
 * LAKE_DISK     folder whose files are watched
 * LAKE_PLATTER  at every fsync the file is copied there as it is: what a power cut would leave.
 *               Files that are gone from LAKE_DISK go from there as well, since a journaling file
 *               system makes earlier removals durable with the next fsync.
 * LAKE_FAULT    path of a file; while it holds "fsync", every fsync fails with EIO, and while it
 *               holds "write", every write fails with ENOSPC
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char buffer[1 << 16];

/* The name of a watched file within LAKE_DISK, or NULL. */
static const char *watched(int fd, char *path) {
  const char *disk = getenv("LAKE_DISK");
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (disk == NULL || length <= 0) return NULL;
  path[length] = '\0';
  size_t prefix = strlen(disk);
  if (strncmp(path, disk, prefix) != 0 || path[prefix] != '/') return NULL;
  return path + prefix + 1;
}

static int has_fault(const char *kind) {
  const char *file = getenv("LAKE_FAULT");
  char content[16] = {0};
  if (file == NULL) return 0;
  int fd = open(file, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  ssize_t length = read(fd, content, sizeof content - 1);
  close(fd);
  return length > 0 && strncmp(content, kind, strlen(kind)) == 0;
}

static void fail(const char *what) {
  perror(what);
  abort();
}

static void copy(const char *from, const char *to) {
  char temporary[2 * PATH_MAX + 16];
  snprintf(temporary, sizeof temporary, "%s.copying", to);
  int in = open(from, O_RDONLY | O_CLOEXEC);
  int out = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (in < 0 || out < 0) fail("opening a copy");
  static ssize_t (*real_write)(int, const void *, size_t);
  if (real_write == NULL) *(void **)&real_write = dlsym(RTLD_NEXT, "write");
  for (;;) {
    ssize_t length = read(in, buffer, sizeof buffer);
    if (length < 0) fail("reading for a copy");
    if (length == 0) break;
    if (real_write(out, buffer, length) != length) fail("writing a copy");
  }
  close(in);
  close(out);
  if (rename(temporary, to) != 0) fail("renaming a copy");
}

static void forget_removed(const char *disk, const char *platter) {
  DIR *folder = opendir(platter);
  if (folder == NULL) fail("LAKE_PLATTER");
  for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
    char on_disk[2 * PATH_MAX], on_platter[2 * PATH_MAX];
    if (entry->d_name[0] == '.') continue;
    snprintf(on_disk, sizeof on_disk, "%s/%s", disk, entry->d_name);
    snprintf(on_platter, sizeof on_platter, "%s/%s", platter, entry->d_name);
    if (access(on_disk, F_OK) != 0) unlink(on_platter);
  }
  closedir(folder);
}

static int synced(int fd) {
  char path[PATH_MAX], target[2 * PATH_MAX];
  const char *name = watched(fd, path);
  const char *platter = getenv("LAKE_PLATTER");
  if (name == NULL) return 0;
  if (has_fault("fsync")) {
    errno = EIO;
    return -1;
  }
  if (platter == NULL) return 0;
  pthread_mutex_lock(&lock);
  snprintf(target, sizeof target, "%s/%s", platter, name);
  copy(path, target);
  forget_removed(getenv("LAKE_DISK"), platter);
  pthread_mutex_unlock(&lock);
  return 0;
}

/* The real fsync is left out: the simulated disk is the platter, and the page cache survives. */
int fsync(int fd) { return synced(fd); }
int fdatasync(int fd) { return synced(fd); }

static int write_fails(int fd) {
  char path[PATH_MAX];
  if (getenv("LAKE_FAULT") == NULL || watched(fd, path) == NULL || !has_fault("write")) return 0;
  errno = ENOSPC;
  return 1;
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
  static ssize_t (*real)(int, const void *, size_t, off64_t);
  if (real == NULL) *(void **)&real = dlsym(RTLD_NEXT, "pwrite64");
  return write_fails(fd) ? -1 : real(fd, bytes, count, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
  return pwrite64(fd, bytes, count, offset);
}

ssize_t write(int fd, const void *bytes, size_t count) {
  static ssize_t (*real)(int, const void *, size_t);
  if (real == NULL) *(void **)&real = dlsym(RTLD_NEXT, "write");
  return write_fails(fd) ? -1 : real(fd, bytes, count);
}
