import Kernel
import Platform
import Store
import Web

/// The subjects that can be taught.
enum SubjectRoutes {
    static let routes = rows.tagged("Tutors")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //  path         handler  needs
        Get("/subjects", list,    .anyone, "List the subjects")
    }

    static func list(_ call: Call) async throws -> Listing<SubjectView> {
        try await call.db.read { tx in
            Listing(try SchoolSubject.all(tx).map { SubjectView($0, in: call.languages) })
        }
    }
}

/// A subject that can be taught.
struct SubjectView: View {
    /// The word for it in other operations.
    var code: SubjectCode
    /// The name in the reader's language.
    var name: String
    /// Whether it is a matter of school or university.
    var school: Bool

    init(_ subject: SchoolSubject, in languages: [Language]) {
        code = subject.code
        name = subject.name.text(in: languages)
        school = subject.isSchool
    }
}
