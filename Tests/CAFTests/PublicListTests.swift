import Kernel
import TestKit
import Testing

@testable import CAF

@Suite("public lists of the office")
struct PublicListTests {
    @Test func `public lists say how long they hold, and answer 304`() async throws {
        let world = try await office()
        try await world.plan()
        _ = try await world.appointmentType()
        _ = try await world.openCourse()
        let lists = [
            ("/services", 3_600), ("/subscription-plans", 30), ("/courses", 30), ("/appointment-types", 30),
        ]
        for (path, seconds) in lists {
            let first = try await world.anonymous.get(path)
            let tag = try #require(first.header("ETag"), "\(path)")
            #expect(first["data"]?.arrayValue?.isEmpty == false, "\(path)")
            #expect(first.header("Cache-Control") == "public, max-age=\(seconds)", "\(path)")
            #expect(
                first.headers.contains { $0.name.lowercased() == "vary" && $0.value == "Authorization" },
                "\(path)"
            )
            let again = try await world.anonymous.get(path, headers: ["If-None-Match": tag])
            #expect(again.status == 304 && again.body.isEmpty, "\(path)")
            let english = try await world.anonymous.get(
                path,
                headers: ["If-None-Match": tag, "Accept-Language": "en"]
            )
            #expect(english.status == 200, "\(path) in another language")
            let own = try await world.as(.giulia).get(path)
            let kept = path == "/services" ? seconds : 0
            #expect(own.header("Cache-Control") == "private, max-age=\(kept)", "\(path) with a login")
        }
        let service = try await world.anonymous.get("/services/ISEE")
        #expect(service.header("Cache-Control") == "public, max-age=3600" && service.header("ETag") != nil)
    }

    @Test func `a change of a public list is sent to readers of the old one`() async throws {
        let world = try await office()
        let course = try await world.openCourse()
        let tag = try #require(try await world.anonymous.get("/courses").header("ETag"))
        let mine = try #require(try await world.as(.giulia).get("/courses").header("ETag"))

        #expect(try await world.as(.giulia).post("/courses/\(course)/enroll").status == 201)
        let open = try await world.anonymous.get("/courses", headers: ["If-None-Match": tag])
        let own = try await world.as(.giulia).get("/courses", headers: ["If-None-Match": mine])

        #expect(open.status == 200 && open["data"]?[0]?["seats_left"] == 2)
        #expect(open["data"]?[0]?["enrolment"] == nil)
        #expect(own.status == 200 && own["data"]?[0]?["enrolment"] == "held")
    }
}

extension World {
    /// A published course of three seats.
    fileprivate func openCourse() async throws -> String {
        let body: JSONValue = [
            "title": ["it": "Leggere il 730", "en": "Reading the 730"], "description": "Due ore in aula.",
            "starts_at": "2026-12-01T17:00:00Z", "ends_at": "2026-12-01T19:00:00Z", "capacity": 3,
        ]
        let made = try await self.as(.sara).post("/admin/courses", body)
        guard made.status == 201, let id = made.id else { throw TestFailure("no course: \(made)") }
        let answer = try await self.as(.sara).patch("/admin/courses/\(id)", ["status": "published"])
        guard answer["status"] == "published" else { throw TestFailure("not published: \(answer)") }
        return id
    }
}
