import Kernel
import Testing

@testable import Web

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct OpenAPITests {
    private let golden = String(#filePath.dropLast("OpenAPITests.swift".count)) + "sample.openapi.json"

    @Test func `the document of the sample is the one on record`() throws {
        let text = try OpenAPI.text(for: .sample)
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try text.write(toFile: golden, atomically: true, encoding: .utf8)
        }

        #expect(try String(contentsOfFile: golden, encoding: .utf8) == text)
    }

    @Test func `the same routes give the same bytes`() throws {
        #expect(try OpenAPI.bytes(for: .sample) == OpenAPI.bytes(for: .sample))
    }

    @Test func `operations have names of their own`() throws {
        let paths = try #require(OpenAPI.document(for: .sample)["paths"]?.objectValue)
        let names = paths.flatMap { item in
            (item.value.objectValue ?? [:]).compactMap { $0.value["operationId"]?.stringValue }
        }

        #expect(names.count == Parcels.all.count)
        #expect(Set(names).count == names.count)
        #expect(names.contains("listDayParcels"))
    }

    @Test(arguments: [
        ("List the office's appointments", "listOfficeAppointments"),
        ("Re-authenticate before a sensitive action", "reauthenticateBeforeSensitiveAction"),
        ("Change the caller's e-mail address", "changeCallerEmailAddress"),
        ("Export an invoice as PDF", "exportInvoiceAsPDF"),
        ("Create a back-in-stock alert", "createBackInStockAlert"),
    ])
    func `an operation is named by its summary`(summary: String, name: String) {
        #expect(OperationID.of(summary) == name)
    }

    @Test func `a row may have another name than its summary gives`() {
        #expect(Parcels.all[0].named("findParcels").operationID == "findParcels")
    }

    @Test func `members, parameters and cases have the descriptions that stand in the code`() throws {
        var mount = Mount<SampleCall>.sample
        mount.descriptions = {
            Descriptions(
                parsing: "WebTests.Parcel.View\tA parcel.\n\tweightGrams\tWith its packaging, in grams.\n"
                    + "WebTests.Parcel.State\tThe state of a parcel.\n\twaiting\tNot yet collected.\n\tsent\tSent."
            )
        }

        let document = try OpenAPI.document(for: mount)
        let view = document["components"]?["schemas"]?["ParcelView"]
        let state = document["paths"]?["/parcels/in/{state}"]?["get"]?["parameters"]?.arrayValue?.first
        let undescribed = try OpenAPI.undescribed(in: mount)

        #expect(view?["description"] == "A parcel.")
        #expect(view?["properties"]?["weight_grams"]?["description"] == "With its packaging, in grams.")
        #expect(view?["properties"]?["id"]?["description"] == "Identifier of the parcel (UUID).")
        #expect(
            state?["description"]
                == "The state of a parcel.\n- `waiting`: Not yet collected.\n- `sent`: Sent."
        )
        #expect(undescribed.contains(Undescribed("WebTests.Parcel.View.recipient", "Swift.String")))
        #expect(undescribed.contains(Undescribed("WebTests.NewParcel", "a type")))
        #expect(!undescribed.contains { $0.place == "WebTests.Parcel.View.weight_grams" })
    }

    @Test func `an operation tells every way it may refuse`() throws {
        let change = try #require(Parcels.all.first { $0.method == "PUT" })

        #expect(
            change.refusals.map(\.name) == [
                "malformed", "unauthenticated", "forbidden", "not_found", "sample.parcel_sent", "stale",
                "too_large",
                "unsupported_content_encoding", "unsupported_media_type", "invalid", "precondition_required",
                "too_many_requests",
                "internal_error",
                "overloaded", "unavailable",
            ]
        )
    }

    @Test func `examples are what the schemas accept`() {
        for schema in [
            Schema.recorded(for: NewParcel.self), Schema.recorded(for: Parcel.View.self), PageFacts.schema,
        ] {
            #expect(schema.faults(in: schema.example).isEmpty)
        }
    }

    @Test func `hidden operations stay out of the document but in the reference`() throws {
        let sample = Mount<SampleCall>.sample
        let mount = Mount(
            name: "x",
            prefix: "",
            title: "x",
            version: "1",
            description: "",
            languages: [.english],
            routes: [Parcels.all[0].hidden],
            gate: sample.gate
        )

        #expect(try OpenAPI.document(for: mount)["paths"] == .object(JSONObject()))
        #expect(
            Reference.routes(of: mount).contains(
                "| GET | `/parcels` | `sample.parcel.read` |  | List the parcels |"
            )
        )
    }

    @Test func `the problems are listed in both languages`() {
        #expect(
            Reference.problems(Mount.sample.problems)
                .contains("| `sample.parcel_sent` | 409 | It is sent. | È stato spedito. |")
        )
    }
}
