/// A site's file storage: where files are kept, scanned and rendered.
package struct FileStorageSettings: Sendable {
    package var storage: any FileStorage
    package var spool: Spool
    /// Nil without a virus scanner: files then count as clean.
    package var scanner: Clamd?
    /// Makes safe copies of documents with active content.
    package var renderer = Renderer()
    /// The threads that wait for the disk.
    let threadPool: ThreadPool
    /// Threads for content checks, so that a file with a slow check does not hold up the others.
    var sniffers = ThreadPool("sniffers", threads: 2, maxQueue: 500, patience: .seconds(5))

    /// A storage in one folder of this machine.
    package init(folder: String, scanner: Clamd? = nil) {
        let threadPool = ThreadPool("files", threads: 4, maxQueue: 10_000)
        self.init(
            storage: Folder(root: folder, threadPool: threadPool),
            spool: "\(folder)/spool",
            scanner: scanner,
            threadPool: threadPool
        )
    }

    /// Another storage; files wait in the folder `spool` until they are stored.
    package init(
        storage: any FileStorage,
        spool: String,
        scanner: Clamd? = nil,
        threadPool: ThreadPool? = nil
    ) {
        let threadPool = threadPool ?? ThreadPool("files", threads: 4, maxQueue: 10_000)
        self.storage = storage
        self.spool = Spool(folder: spool, threadPool: threadPool)
        self.scanner = scanner
        self.threadPool = threadPool
    }
}
