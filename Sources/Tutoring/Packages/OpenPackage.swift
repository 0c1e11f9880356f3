import Kernel
import Platform
import Store

extension Package {
    /// A draft, which only its tutor sees.
    static func open(
        _ new: NewPackage,
        of tutor: Tutor,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Package {
        try SchoolSubject.demand(new.subject, at: "/subject", tx)
        let terms = PackageTerms(new)
        try terms.check(tx)
        let package = Package(
            id: tx.newID(),
            tutor: tutor.id,
            seller: tutor.account,
            tutorName: tutor.displayName.rawValue,
            subject: new.subject,
            level: new.level,
            name: new.name,
            description: new.description,
            status: .draft,
            current: terms.version(1),
            rating: nil,
            ratings: 0,
            createdAt: tx.now,
            version: 1
        )
        try package.insert(tx)
        try Audit.record(PackageAction.create, of: kind, package.id.cast(), by: call.actor, tx)
        return package
    }
}
