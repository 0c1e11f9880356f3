import Foundation
import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

/// The scene of lessons, with Google, Zoom and the messengers at hand.
struct LinkScene: Sendable {
    let lessons: LessonScene
    let google: GoogleDouble
    let messengers: MessengersDouble

    var world: World { lessons.world }

    static func open() async throws -> LinkScene {
        let (google, messengers) = (try GoogleDouble(), try MessengersDouble())
        let lessons = try await LessonScene.open {
            $0.signIn = [google.signIn()]
            $0.google = google.services()
            $0.zoom = messengers.zoom()
            $0.messengers = messengers.messengers
        }
        return LinkScene(lessons: lessons, google: google, messengers: messengers)
    }

    /// A parameter of the query of an address.
    static func parameter(_ name: String, of address: String) -> String? {
        URLComponents(string: address)?.queryItems?.first { $0.name == name }?.value
    }

    /// The way from a page of Google's back to the server, in the browser with the cookie of `answer`.
    func comeBack(from page: String, after answer: TestResponse) async throws -> TestResponse {
        let cookie = String(try #require(answer.header("Set-Cookie")).prefix { $0 != ";" })
        let back = try await google.agree(at: page)
        let path = String(back.dropFirst("https://world.example".count))
        return try await world.anonymous.get(path, headers: ["Cookie": cookie])
    }

    func link(_ person: Person = .tina, with access: String = "calendar") async throws {
        let start = try await world.as(person).get(
            "/api/v1/calendar/google/start?return_to=/settings&with=\(access)"
        )
        #expect(start.status == 200, "\(start)")
        let answer = try await comeBack(from: try #require(start["url"]?.stringValue), after: start)
        #expect(answer.status == 302 && answer.header("Location") == "https://world.example/settings")
        try await world.runJobs()
    }

    func calendar(_ person: Person = .tina) async throws -> TestResponse {
        try await world.as(person).get("/api/v1/calendar/google")
    }

    func meet(_ kind: String, _ url: String? = nil) async throws {
        var meeting: JSONValue = ["kind": .string(kind)]
        if let url { meeting["url"] = .string(url) }
        let answer = try await world.as(.tina).patch("/api/v1/tutors/me", ["meeting": meeting])
        #expect(answer.status == 200, "\(answer)")
    }

    func meeting(of lesson: String, by person: Person = .sara) async throws -> JSONValue? {
        try await lessons.get("/bookings/\(lesson)", by: person)["meeting"]
    }

    func events() async throws -> [JSONValue] {
        try await google.ask("events").filter { $0["status"]?.stringValue != "cancelled" }
    }

    func later(_ duration: Duration = .minutes(15)) async throws {
        world.clock.advance(by: duration)
        try await world.tick()
    }
}
