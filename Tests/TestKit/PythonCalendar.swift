import Foundation
import Kernel

/// A calendar as Python's `icalendar` reads it: what no one here wrote judges what we wrote.
///
/// `scripts/setup` puts the package where this looks for it.
package struct PythonCalendar: Sendable {
    package let method: String?
    package let events: [Event]

    package struct Event: Sendable, Hashable {
        package let uid: String
        package let sequence: Int64
        package let start: String
        package let end: String
        package let summary: String
        package let location: String?
        package let details: String?
        package let status: String
        package let organizer: String?
        package let attendee: String?
        package let attendeeName: String?
    }

    private static let script = """
        import json, sys
        from icalendar import Calendar
        raw = open(sys.argv[1], "rb").read()
        assert raw.endswith(b"\\r\\n"), "lines end with CRLF"
        lines = raw.split(b"\\r\\n")
        assert b"\\n" not in b"".join(lines), "a bare line feed"
        assert max(map(len, lines)) <= 75, "a line is longer than 75 octets"
        [line.decode("utf-8") for line in lines]
        calendar = Calendar.from_ical(raw)
        assert str(calendar["VERSION"]) == "2.0" and calendar["PRODID"]
        def text(event, name): return None if event.get(name) is None else str(event.get(name))
        def time(event, name):
            at = event.decoded(name)
            return at.astimezone(__import__("datetime").timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        events = []
        for event in calendar.walk("VEVENT"):
            assert not event.errors, event.errors
            assert event.decoded("DTSTAMP").tzinfo is not None
            attendee = event.get("ATTENDEE")
            events.append({
                "uid": text(event, "UID"), "sequence": int(event["SEQUENCE"]), "start": time(event, "DTSTART"),
                "end": time(event, "DTEND"), "summary": text(event, "SUMMARY"), "location": text(event, "LOCATION"),
                "details": text(event, "DESCRIPTION"), "status": text(event, "STATUS"),
                "organizer": text(event, "ORGANIZER"), "attendee": text(event, "ATTENDEE"),
                "attendee_name": None if attendee is None else str(attendee.params.get("CN")),
            })
        method = calendar.get("METHOD")
        print(json.dumps({"method": None if method is None else str(method), "events": events}))
        """

    package init(_ bytes: [UInt8]) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("portico-\(UUID()).ics")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(bytes).write(to: file)
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = ["python3", "-c", Self.script, file.path]
        var environment = ProcessInfo.processInfo.environment
        environment["PYTHONPATH"] = FileManager.default.currentDirectoryPath + "/.cache/python"
        python.environment = environment
        let (output, faults) = (Pipe(), Pipe())
        (python.standardOutput, python.standardError) = (output, faults)
        try python.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        let complaint = String(decoding: faults.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        python.waitUntilExit()
        guard python.terminationStatus == 0 else {
            throw TestFailure(
                "icalendar does not read it (scripts/setup installs it): \(complaint.suffix(300))"
            )
        }
        let value = try JSONValue(parsing: Array(said))
        method = value["method"]?.stringValue
        events = try (value["events"]?.arrayValue ?? []).map(Event.init)
    }
}

extension PythonCalendar.Event {
    fileprivate init(_ value: JSONValue) throws {
        guard let uid = value["uid"]?.stringValue, let sequence = value["sequence"]?.integerValue,
            let start = value["start"]?.stringValue, let end = value["end"]?.stringValue
        else { throw TestFailure("not an event: \(value.text)") }
        self.uid = uid
        self.sequence = sequence
        self.start = start
        self.end = end
        summary = value["summary"]?.stringValue ?? ""
        location = value["location"]?.stringValue
        details = value["details"]?.stringValue
        status = value["status"]?.stringValue ?? ""
        organizer = value["organizer"]?.stringValue
        attendee = value["attendee"]?.stringValue
        attendeeName = value["attendee_name"]?.stringValue
    }
}
