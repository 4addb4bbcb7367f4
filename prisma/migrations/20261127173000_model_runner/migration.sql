-- Whether each worker can run models of strangers, and why not.
CREATE TABLE "ModelRunner" (
    "id" TEXT NOT NULL,
    "obstacle" TEXT,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ModelRunner_pkey" PRIMARY KEY ("id")
);
