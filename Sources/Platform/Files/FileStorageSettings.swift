/// Where a site keeps its files, and who looks through them for viruses.
package struct FileStorageSettings: Sendable {
    package var storage: any FileStorage
    package var spool: Spool
    /// Nil when there is none: files are taken as clean.
    package var scanner: Clamd?
    /// Who makes copies of active papers that are safe to look at.
    package var renderer = Renderer()
    /// The threads that wait for the disk.
    let threadPool: ThreadPool
    /// The threads that look into files, so that whoever sends what takes long to look through keeps nobody from theirs.
    var sniffers = ThreadPool("sniffers", threads: 2, maxQueue: 500, patience: .seconds(5))

    /// Everything in one folder of this machine.
    package init(folder: String, scanner: Clamd? = nil) {
        let threadPool = ThreadPool("files", threads: 4, maxQueue: 10_000)
        self.init(
            storage: Folder(root: folder, threadPool: threadPool),
            spool: "\(folder)/spool",
            scanner: scanner,
            threadPool: threadPool
        )
    }

    /// A storage elsewhere; files wait in the folder `spool` until it has them.
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
