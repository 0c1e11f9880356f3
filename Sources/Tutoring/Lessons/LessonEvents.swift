import Kernel
import Platform
import Store

/// The events that connected clients receive about lessons.
enum LessonEvents {
    static func changed(_ lesson: Lesson, _ tx: borrowing Tx) throws {
        let payload: JSONValue = [
            "id": .string(lesson.id.description), "state": .string(lesson.status.rawValue),
            "starts_at": .string(lesson.startsAt.description), "version": .integer(Int64(lesson.version)),
        ]
        try Realtime.publish("booking:changed", to: lesson.sides.map(RealtimeRoom.account), payload, tx)
    }

    static func holdEnded(_ lesson: Lesson, _ tx: borrowing Tx) throws {
        let payload: JSONValue = ["id": .string(lesson.id.description)]
        try Realtime.publish("hold:ended", to: [.account(lesson.student)], payload, tx)
    }
}
