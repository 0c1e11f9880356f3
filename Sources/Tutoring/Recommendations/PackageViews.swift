import Kernel
import Platform
import Store

/// The visitors who looked at a package and agreed to be counted.
enum PackageViews {
    static func count(of package: ID<Package>, in period: FigurePeriod, _ tx: borrowing Tx) throws -> Int? {
        try VisitorEvents.visitors(
            of: "package",
            about: package,
            from: period.start,
            until: period.end,
            tx
        )
    }
}
