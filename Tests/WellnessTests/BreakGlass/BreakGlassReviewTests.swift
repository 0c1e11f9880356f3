import Kernel
import Platform
import TestKit
import Testing

@testable import Wellness

@Suite struct BreakGlassReviewTests {
    @Test func `an administrator who did not request it reviews it once it has ended`() async throws {
        let world = try await cast()
        let path = try await world.approvedAccess()

        let early = try await world.review(path)
        _ = try await world.as(.elena).post("\(path)/end")
        let own = try await world.review(path, as: .elena)
        let faulty = try await world.as(.fabio).post("\(path)/review", ["verdict": "fine"])
        let reviewed = try await world.review(path)
        let again = try await world.review(path)

        #expect(early.status == 409 && early.problem == .illegalTransition)
        #expect(own.status == 409 && own.problem == .ownRequest)
        #expect(faulty.faults == ["/verdict": "not_in_enumeration", "/note": "required"])
        #expect(reviewed["state"] == "reviewed" && reviewed["verdict"] == "justified", "\(reviewed)")
        #expect(reviewed["reviewer_id"] == .string(try await world.id(of: .fabio)))
        #expect(again.status == 409)
    }

    @Test func `unreviewed it blocks the requester's next`() async throws {
        let world = try await cast()
        let path = try await world.approvedAccess(minutes: 1)
        world.clock.advance(by: .minutes(2))

        let blocked = try await world.requestAccess(.elena, about: .carla)
        let other = try await world.requestAccess(.fabio, about: .carla)
        #expect(try await world.review(path).status == 200, "expired without a job")
        let free = try await world.requestAccess(.elena, about: .carla)

        #expect(blocked.status == 409 && blocked.problem == .reviewPending)
        #expect(other.status == 201)
        #expect(free.status == 201)
    }

    @Test func `requests made beforehand wait for the review too`() async throws {
        let world = try await cast()
        let next = "\(breakGlass)/\(try await world.requestAccess(.elena, about: .carla).id ?? "")"
        let path = try await world.approvedAccess(minutes: 1)
        world.clock.advance(by: .minutes(2))

        let blocked = try await world.as(.fabio).post("\(next)/approve")
        #expect(try await world.review(path).status == 200)
        let free = try await world.as(.fabio).post("\(next)/approve")

        #expect(blocked.status == 409 && blocked.problem == .reviewPending, "\(blocked)")
        #expect(free.status == 200, "\(free)")
    }

    @Test func `after three days without a review all administrators are notified every day`() async throws {
        let world = try await cast()
        let path = try await world.approvedAccess()
        _ = try await world.as(.elena).post("\(path)/end")
        let subject = "Access to personal data has not been reviewed"
        func told() -> [Int] {
            [Person.elena, .fabio].map { world.mails(to: $0).filter { $0.subject == subject }.count }
        }

        for _ in 0..<2 {
            world.clock.advance(by: .hours(24))
            try await world.tick()
        }
        let early = told()
        for _ in 0..<2 {
            world.clock.advance(by: .hours(24))
            try await world.tick()
        }
        let twice = told()
        _ = try await world.review(path)
        world.clock.advance(by: .hours(24))
        try await world.tick()

        #expect(early == [0, 0])
        #expect(twice == [1, 1] || twice == [2, 2], "\(twice)")
        #expect(told() == twice)
    }
}
