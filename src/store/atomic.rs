//! Writing a whole file so that at any moment either the former or the new one is there.

use super::disk::Disk;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// Writes `bytes` to a temporary file beside `path`, syncs it, puts it in the place of the former file, and
/// syncs the folder. Follows symbolic links, so that a link stays one.
///
/// # Errors
/// When any of it fails; then the former file is as it was, and the temporary one removed if that is possible.
pub fn write(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = disk.resolve(path);
    let temporary = beside(&path, ".glossator-tmp");
    let written = fill(disk, &temporary, bytes).and_then(|()| disk.rename(&temporary, &path));
    if let Err(wrong) = written {
        // One that stays behind is overwritten by the next attempt.
        let _left_behind = disk.remove(&temporary);
        return Err(wrong);
    }
    // The new file is in place; that its name survives a power cut is what may still fail.
    disk.sync_folder(path.parent().unwrap_or(Path::new("")))
}

fn fill(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = disk.create(path)?;
    file.write_all(bytes)?;
    file.flush()?;
    file.sync()
}

/// Returns the hidden file beside `path` whose name has `ending` behind it.
#[must_use]
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(ending);
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::super::disk::RealDisk;
    use super::super::memory::{Fault, MemoryDisk};
    use super::*;

    #[test]
    fn stopped_at_any_byte_the_former_or_the_new_file_is_there() {
        let path = Path::new("/texts/a.gloss.ron");
        let (former, new) = (b"the former file".as_slice(), b"the new one, which is longer".as_slice());
        let whole = {
            let disk = MemoryDisk::default();
            disk.put(path, former);
            write(&disk, path, new).expect("written");
            disk.spent()
        };
        for budget in 0..=whole {
            for (fault, kept) in
                [(Fault::Stop, 0.0), (Fault::Stop, 0.4), (Fault::Stop, 1.0), (Fault::Full, 1.0)]
            {
                let disk = MemoryDisk::default();
                disk.put(path, former);
                disk.fail_after(budget, fault);
                let done = write(&disk, path, new).is_ok();
                if fault == Fault::Stop {
                    disk.cut_power(kept);
                }
                let found = disk.contents(path).expect("there is a file");
                assert!(found == new || !done && found == former, "{budget} {fault:?} {kept}: {found:?}");
            }
        }
    }

    #[test]
    fn links_and_permissions_stay() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, link) = (folder.path().join("a.ron"), folder.path().join("link.ron"));
        write(&RealDisk, &file, b"one").expect("written");
        #[cfg(unix)]
        {
            use std::os::unix::fs::{PermissionsExt as _, symlink};
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).expect("set");
            symlink(&file, &link).expect("linked");
            write(&RealDisk, &link, b"two").expect("written");
            assert!(std::fs::symlink_metadata(&link).expect("there").is_symlink());
            assert_eq!(std::fs::metadata(&file).expect("there").permissions().mode() & 0o777, 0o640);
            assert_eq!(std::fs::read(&file).expect("read"), b"two");
        }
        let left: Vec<_> = std::fs::read_dir(folder.path()).expect("listed").collect();
        assert!(left.len() <= 2, "nothing is left behind: {left:?}");
    }
}
