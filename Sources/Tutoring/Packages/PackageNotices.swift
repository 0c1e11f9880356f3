import Kernel
import Platform
import Store

/// The notices of packages.
enum PackageNotices {
    static func archived(_ package: Package, because reason: Reason, _ tx: borrowing Tx) throws {
        try TutoringNotice.send(
            .packageArchived,
            to: [Tutor.find(package.tutor, tx).account],
            about: (Package.kind, package.id.cast()),
            ["thing": .words(package.name.rawValue), "reason": .words(reason.rawValue)],
            tx
        )
    }
}
