import Kernel
import Platform
import Store
import Web

/// The caller's profile as a student.
enum StudentRoutes {
    static let routes = rows.tagged("Students")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path              handler  needs
        Post ("/students",       add,     .studentProfile, "Write the caller's student profile", details: "Nobody under 14 has an account: a guardian of 18 or more has it, with the learner's name.").refuses(.alreadyThere).upTo(bytes: 16_384)
        Get  ("/students/me",    show,    .studentProfile, "Get the caller's student profile")
        Patch("/students/me",    change,  .studentProfile, "Change the caller's student profile", details: "Absent members stay as they are, and null clears.").refuses(.stale).upTo(bytes: 16_384)
    }

    static func add(_ call: Call, body: NewStudent) async throws -> Created<StudentView> {
        let me = try call.account
        return try await call.db.write { tx in
            let student = body.student(of: me, tx)
            try student.check(tx)
            try student.insert(tx)
            try PersonZone.change(to: body.timeZone, of: me, at: call.site, tx)
            try Audit.record(StudentAction.open, of: Student.kind, me.cast(), by: call.actor, tx)
            return Created(try StudentView(student, call, tx), at: "/students/me", version: 1)
        }
    }

    static func show(_ call: Call) async throws -> Versioned<StudentView> {
        let me = try call.account
        return try await call.db.read { tx in try StudentView.versioned(Student.demand(me, tx), call, tx) }
    }

    static func change(
        _ call: Call,
        match: IfMatch?,
        body: StudentChanges
    ) async throws -> Versioned<StudentView> {
        let me = try call.account
        return try await call.db.write { tx in
            let student = try Student.demand(me, tx)
            try match?.check(student.version)
            let next = body.applied(to: student)
            try next.check(tx)
            if let zone = body.timeZone { try PersonZone.change(to: zone, of: me, at: call.site, tx) }
            let saved = next == student ? student : try next.save(tx)
            try Audit.record(StudentAction.change, of: Student.kind, me.cast(), by: call.actor, tx)
            return try StudentView.versioned(saved, call, tx)
        }
    }
}
