import { z } from "@hono/zod-openapi";
import { QUESTION_PARTS } from "../../domain/question.ts";
import { addComment, answerQuestion } from "../../services/questions/add-comment.ts";
import { commentHistory, editComment, type PastCommentView } from "../../services/questions/edit-comment.ts";
import {
  countQuestions,
  getQuestion,
  listQuestions,
  questionAbout,
  type QuestionCounts,
} from "../../services/questions/list-questions.ts";
import type { QuestionSummary, QuestionView } from "../../services/questions/question-view.ts";
import { resolveQuestion } from "../../services/questions/resolve-question.ts";
import { answers, json, operation, patchOperation, routes } from "../operation.ts";
import { expectedVersion } from "../preconditions.ts";
import { CommentSchema } from "./comment-schema.ts";
import { AnyId, byLanguage, Flag, limitUpTo, listOf } from "./schemas.ts";

/** What people ask and answer about units and concepts. */

const tags = ["questions"];

const aboutShape = {
  unit: z
    .object({
      id: z.string(),
      key: z.string(),
      document: z.string(),
      title: z.string(),
      collection: z.string(),
      texts: byLanguage(z.string()).openapi({ description: "The beginnings of its texts" }),
    })
    .exactOptional(),
  concept: z.object({ id: z.string(), name: z.string() }).exactOptional(),
  open: z.boolean(),
  resolved: z.object({ time: z.string(), author: z.string().nullable() }).nullable(),
};

const SummarySchema: z.ZodType<QuestionSummary> = z
  .object({
    id: z.string(),
    ...aboutShape,
    count: z.int().openapi({ description: "Comments that were not taken away" }),
    first: CommentSchema.nullable(),
    last: CommentSchema.nullable(),
  })
  .openapi("QuestionSummary");

const QuestionSchema: z.ZodType<QuestionView> = z
  .object({
    id: z.string().nullable().openapi({ description: "null while nothing was said" }),
    ...aboutShape,
    comments: z.array(CommentSchema).readonly(),
  })
  .openapi("Question");

const CountsSchema: z.ZodType<QuestionCounts> = z
  .object({
    open: z.int(),
    mentions: z.int().openapi({ description: "Open ones that mention me" }),
    waiting: z.int().openapi({
      description: "Open ones that I wrote in or that mention me, where somebody else has the last word",
    }),
  })
  .openapi("QuestionCounts");

const PastSchema: z.ZodType<PastCommentView> = z
  .object({
    version: z.int(),
    text: z.string(),
    removed: z.boolean(),
    time: z.string().openapi({ description: "When it was replaced" }),
  })
  .openapi("PastComment");

const Text = z.string().trim().min(1).max(20_000);
const Mentions = z.array(AnyId).max(20).openapi({ description: "Ids of people who are asked by name" });

const NewCommentSchema = z
  .strictObject({
    text: Text,
    mentions: Mentions.exactOptional(),
    resolved: z.boolean().exactOptional().openapi({
      description: "The question is resolved with this comment; by default it is open afterwards",
    }),
  })
  .openapi("NewComment");

const onUnit = z.object({ unit: AnyId });
const onConcept = z.object({ concept: AnyId });
const onQuestion = z.object({ question: AnyId });
const onComment = z.object({ comment: AnyId });
const said = {
  201: { description: "The comment", content: { "application/json": { schema: CommentSchema } } },
};

export const questionRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/questions",
      operationId: "listQuestions",
      permission: "read",
      tags,
      summary: "Questions about units and concepts; those in which something was said last come first",
      request: {
        query: z.object({
          collection: AnyId.exactOptional(),
          document: AnyId.exactOptional(),
          open: Flag.exactOptional().openapi({ description: "By default all" }),
          part: z.enum(QUESTION_PARTS).exactOptional().openapi({
            description:
              "`mine`: that I wrote in or that mention me; `mentions`; `waiting`: open or not, where somebody else has the last word",
          }),
          after: AnyId.exactOptional(),
          limit: limitUpTo(500, 50),
        }),
      },
      responses: answers(listOf(SummarySchema), "Questions"),
    }),
    async (c) => c.json(await listQuestions(c.var.context, c.var.actor, c.req.valid("query")), 200),
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/questions/counts",
      operationId: "countQuestions",
      permission: "read",
      tags,
      summary: "How many questions are open, and how many of them ask me",
      responses: answers(CountsSchema, "Counts"),
    }),
    async (c) => c.json(await countQuestions(c.var.context, c.var.actor), 200),
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/questions/{question}",
      operationId: "getQuestion",
      permission: "read",
      tags,
      summary: "One question with all that was said",
      request: { params: onQuestion },
      responses: answers(QuestionSchema, "The question"),
    }),
    async (c) => c.json(await getQuestion(c.var.context, c.var.actor, c.req.valid("param").question), 200),
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/questions/{question}/comments",
      operationId: "answerQuestion",
      permission: "translate",
      tags,
      summary: "Answer a question",
      request: { params: onQuestion, ...json(NewCommentSchema) },
      responses: said,
    }),
    async (c) => {
      const { question } = c.req.valid("param");
      return c.json(await answerQuestion(c.var.context, c.var.actor, question, c.req.valid("json")), 201);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/questions/{question}/resolve",
      operationId: "resolveQuestion",
      permission: "translate",
      tags,
      summary: "Say that a question is resolved",
      request: { params: onQuestion },
      responses: answers(QuestionSchema, "The question"),
    }),
    async (c) => {
      const { question } = c.req.valid("param");
      return c.json(await resolveQuestion(c.var.context, c.var.actor, question, true), 200);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/questions/{question}/reopen",
      operationId: "reopenQuestion",
      permission: "translate",
      tags,
      summary: "Open a question again",
      request: { params: onQuestion },
      responses: answers(QuestionSchema, "The question"),
    }),
    async (c) => {
      const { question } = c.req.valid("param");
      return c.json(await resolveQuestion(c.var.context, c.var.actor, question, false), 200);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/units/{unit}/comments",
      operationId: "listUnitComments",
      permission: "read",
      tags,
      summary: "What was said about a unit, in one thread for all languages",
      request: { params: onUnit },
      responses: answers(QuestionSchema, "The thread"),
    }),
    async (c) => c.json(await questionAbout(c.var.context, c.var.actor, c.req.valid("param")), 200),
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/units/{unit}/comments",
      operationId: "createUnitComment",
      permission: "translate",
      tags,
      summary: "Ask or say something about a unit",
      request: { params: onUnit, ...json(NewCommentSchema) },
      responses: said,
    }),
    async (c) => {
      const { context, actor } = c.var;
      return c.json(await addComment(context, actor, c.req.valid("param"), c.req.valid("json")), 201);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/concepts/{concept}/comments",
      operationId: "listConceptComments",
      permission: "read",
      tags,
      summary: "What was said about a concept, in one thread for all languages",
      request: { params: onConcept },
      responses: answers(QuestionSchema, "The thread"),
    }),
    async (c) => c.json(await questionAbout(c.var.context, c.var.actor, c.req.valid("param")), 200),
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/concepts/{concept}/comments",
      operationId: "createConceptComment",
      permission: "translate",
      shared: true,
      tags,
      summary: "Ask or say something about a concept",
      request: { params: onConcept, ...json(NewCommentSchema) },
      responses: said,
    }),
    async (c) => {
      const { context, actor } = c.var;
      return c.json(await addComment(context, actor, c.req.valid("param"), c.req.valid("json")), 201);
    },
  )
  .openapi(
    patchOperation({
      path: "/api/v1/comments/{comment}",
      operationId: "updateComment",
      permission: "translate",
      tags,
      summary: "Change a comment of one's own, take it away or put it back; what it was is kept",
      params: onComment,
      patch: z
        .strictObject({
          text: Text.exactOptional(),
          mentions: Mentions.exactOptional(),
          removed: z.boolean().exactOptional(),
        })
        .openapi("CommentPatch"),
      answer: CommentSchema,
    }),
    async (c) => {
      const { context, actor } = c.var;
      const { comment } = c.req.valid("param");
      const patch = c.req.valid("json");
      return c.json(await editComment(context, actor, comment, patch, expectedVersion(c)), 200);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/comments/{comment}/history",
      operationId: "getCommentHistory",
      permission: "read",
      tags,
      summary: "What a comment was before it was changed, oldest first",
      request: { params: onComment },
      responses: answers(z.object({ items: z.array(PastSchema), next: z.null() }), "Earlier texts"),
    }),
    async (c) => {
      const { comment } = c.req.valid("param");
      return c.json({ items: await commentHistory(c.var.context, c.var.actor, comment), next: null }, 200);
    },
  );
