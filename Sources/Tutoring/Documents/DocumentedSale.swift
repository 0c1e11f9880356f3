import Kernel
import Platform

/// Lessons that a tutor has sold, as a document states them: a purchase, or a charged lesson of a plan.
struct DocumentedSale: Sendable {
    /// The cause, such as `purchase:…`: it has one document.
    let cause: String
    let student: ID<Account>
    let tutor: ID<Tutor>
    let subject: SubjectCode
    let lessons: Int
    /// The length of each lesson.
    let minutes: Int
    /// In cents, VAT included.
    let amount: Int64
}
