import Kernel
import Testing

@testable import Web

@Suite struct ProblemTests {
    private let id = ID<Parcel>.placeholder

    @Test(
        arguments: [
            (.english, "The resource was not found."), (.italian, "Risorsa non trovata."),
            ("de", "The resource was not found."),
        ] as [(Language, String)]
    )
    func `a refusal speaks the caller's language`(language: Language, title: String) async {
        let reply = await answer("GET", "/parcels/42?token=secret", languages: [language])

        #expect(reply.json["title"]?.stringValue == title)
        #expect(reply.header("content-language") == (language == .italian ? "it" : "en"))
        #expect(reply.header("content-type") == "application/problem+json")
        #expect(
            reply.json["type"] == "urn:portico:problem:not_found" && reply.json["status"] == 404
                && reply.json["instance"] == "/sample/parcels/42" && reply.json["request_id"] == "r-1"
        )
    }

    @Test func `what is no refusal tells nothing`() {
        struct Secret: Error { let password = "hunter2" }

        let reply = ProblemRenderer.reply(
            for: Secret(),
            languages: [.english],
            requestID: "r",
            instance: "/x"
        )

        #expect(reply.status == 500)
        #expect(reply.code == "internal_error")
        #expect(reply.json["detail"] == nil)
        #expect(!reply.json.text.contains("hunter2"))
    }

    @Test func `extras stand beside the standard members and never replace them`() {
        let problem = Problem(
            .conflict,
            extras: ["allowed": ["send"], "status": 200, "detail": "x"],
            retryAfter: 7
        )

        let reply = ProblemRenderer.reply(for: problem, languages: [.english], requestID: "r", instance: "/x")

        #expect(reply.json["allowed"] == ["send"])
        #expect(reply.json["status"] == 409)
        #expect(reply.json["detail"] == nil)
        #expect(reply.header("retry-after") == "7")
    }

    @Test func `a missing token and a wrong one are told apart`() {
        func challenge(sentToken: Bool) -> String? {
            ProblemRenderer.reply(
                for: Problem(.unauthenticated),
                languages: [.english],
                requestID: "r",
                instance: "/",
                sentToken: sentToken
            ).header("www-authenticate")
        }

        #expect(challenge(sentToken: false) == "Bearer")
        #expect(challenge(sentToken: true) == "Bearer error=\"invalid_token\"")
    }
}
