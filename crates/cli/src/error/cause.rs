//! What the operating system says, in the two languages.

use std::io::{Error, ErrorKind};

use gongkai_model::Lang;

/// Why a file cannot be opened or written. What has no wording here is told
/// as the system tells it.
pub(crate) fn cause(error: &Error, lang: Lang) -> String {
    let (zh, en) = match error.kind() {
        ErrorKind::NotFound => ("没有这个文件或文件夹", "no such file or folder"),
        ErrorKind::PermissionDenied => ("没有权限", "permission denied"),
        ErrorKind::IsADirectory => ("这是文件夹", "it is a folder"),
        ErrorKind::NotADirectory => (
            "路径中有一段不是文件夹",
            "a part of the path is not a folder",
        ),
        ErrorKind::StorageFull => ("磁盘已满", "no space is left on the disk"),
        ErrorKind::QuotaExceeded => ("超过磁盘配额", "the disk quota is used up"),
        ErrorKind::FileTooLarge => ("文件太大", "the file is too large"),
        ErrorKind::ReadOnlyFilesystem => ("磁盘是只读的", "the disk is read-only"),
        ErrorKind::InvalidFilename => ("文件名无效或太长", "the name is invalid or too long"),
        _ => return error.to_string(),
    };
    lang.pick(zh, en).to_owned()
}

/// What a person can do where a file cannot be opened.
pub(crate) fn open_hint(error: &Error) -> (&'static str, &'static str) {
    match error.kind() {
        ErrorKind::PermissionDenied => ("请检查读取权限", "see to it that you may read it"),
        _ => ("请检查路径和文件名", "check the path and the name"),
    }
}

/// What a person can do where a file cannot be written.
pub(crate) fn save_hint(error: &Error) -> (&'static str, &'static str) {
    match error.kind() {
        ErrorKind::NotFound => ("请先建立文件夹", "create the folder first"),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => (
            "请用 -o 换一个可以写入的文件夹",
            "choose a folder with -o that you may write to",
        ),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            ("请腾出空间后再试", "make room and try again")
        }
        _ => ("请用 -o 换一个输出位置", "choose another output with -o"),
    }
}
