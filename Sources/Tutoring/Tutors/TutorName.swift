import Kernel

/// A tutor in a record of something else.
struct TutorName: Codable, Hashable, Sendable {
    /// Leads to the public page, `GET tutors/{id}`.
    var id: ID<Tutor>
    /// The name that students see.
    var name: String
}
