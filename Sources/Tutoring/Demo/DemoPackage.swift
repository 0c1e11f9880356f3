import Kernel
import Platform
import Store

/// A package of the demo, on sale.
struct DemoPackage: Sendable {
    let subject: String
    let name: String
    /// In cents, for all lessons.
    let price: Int
    var lessons = 10
    var validityDays = 180

    func publish(by tutor: Tutor, at site: Site, _ tx: borrowing Tx) throws {
        let account = try Account.find(tutor.account, tx)
        let owner = site.call(as: .owner(of: account), with: .packageManage)
        let new = NewPackage(
            subject: SubjectCode(unchecked: subject),
            name: Package.Name(unchecked: name),
            lessons: Ranged(lessons) ?? .placeholder,
            minutes: .hour,
            listPriceMinor: Ranged(price) ?? .placeholder,
            validityDays: Ranged(validityDays) ?? .placeholder
        )
        _ = try Package.open(new, of: tutor, as: owner, tx).advanced(by: .publish, as: owner, tx)
    }
}
